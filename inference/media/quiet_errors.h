#pragma once

namespace alcove::inference {

/// While one lives, what libraries print on the error channel goes nowhere: libjpeg and libpng report
/// every oddity of a picture there, and OpenCV has no way to tell them not to. Thread-safe; may overlap.
/// Other threads' lines are lost as well meanwhile. Does nothing where the C library fixes `stderr`.
class QuietErrors {
public:
    QuietErrors();
    ~QuietErrors();
    QuietErrors(const QuietErrors &) = delete;
    QuietErrors &operator=(const QuietErrors &) = delete;
};

} // namespace alcove::inference
