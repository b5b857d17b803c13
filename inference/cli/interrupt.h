#pragma once

#include <memory>
#include <stop_token>

namespace alcove::inference {

/// Ctrl-C. The first one asks the work under way to stop; one more, or one while nothing can be
/// stopped, ends the program at once with status 130. One object a program; main's thread.
class Interrupt {
public:
    Interrupt();
    ~Interrupt();
    Interrupt(const Interrupt &) = delete;
    Interrupt &operator=(const Interrupt &) = delete;

    /// Something that can be stopped; while it lives Ctrl-C asks its token to stop.
    class Work {
    public:
        explicit Work(Interrupt &interrupt);
        ~Work();
        Work(const Work &) = delete;
        Work &operator=(const Work &) = delete;
        std::stop_token token() const { return m_stop.get_token(); }

    private:
        Interrupt &m_interrupt;
        std::stop_source m_stop;
    };

private:
    struct Listener;
    std::unique_ptr<Listener> m_listener;
};

} // namespace alcove::inference
