#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <expected>

/// The values that cross between the GUI thread and the engine thread. Plain, copied, no pointers.
namespace alcove::app {

/// Why something did not work, in words for a person.
struct Failure {
    QString what{};
    QString remedy{}; ///< may be empty
};

template <typename T>
using Outcome = std::expected<T, Failure>;

enum class CacheType { F32, F16, Int8 };

/// What is to be loaded. Everything but draftTokens needs a new load when it changes.
struct ModelOptions {
    QString path{}; ///< a GGUF file or a Hugging Face folder; empty: none chosen
    int contextLength = 8192;
    int threads = 0; ///< 0: physical cores
    CacheType cacheType = CacheType::F16;
    int draftTokens = -1; ///< -1: chosen by measurement; 0: off

    bool operator==(const ModelOptions &) const = default;
};

/// What a load is at.
enum class LoadStage {
    Reading,
    Packing, ///< into memory: a small model, or no room on the disk; again at the next start
    Writing, ///< the weights to the disk in the order of this computer, once
};

/// What a loaded model is.
struct ModelFacts {
    QString name{};
    int contextLength = 0;
    bool hasPictures = false;
    bool hasSpeech = false;
    bool hasDrafter = false;
    qint64 bytesInUse = 0; ///< resident memory of the program, measured after loading
    qint64 bytesHeld = 0;  ///< of it what no file backs and the model gives back, measured
    QString notice{};      ///< what did not go as it should and keeps nobody from working; else empty
};

/// One part of a message; a picture is encoded (JPEG, PNG ...), a sound is mono at 16 kHz, -1 to 1.
struct QuestionPart {
    enum class Kind { Text, Picture, Sound };
    Kind kind = Kind::Text;
    QString text{};
    QByteArray picture{};
    QList<float> sound{};
};

struct QuestionMessage {
    enum class From { Person, Model };
    From from = From::Person;
    QList<QuestionPart> parts{};
};

/// Everything that decides an answer: the whole conversation, each time.
struct Question {
    enum class Manner {
        Own,  ///< the model's own sampling
        Exact ///< always the most probable token
    };

    QList<QuestionMessage> messages{};
    bool thinkFirst = false;
    int imageTokens = 0; ///< budget of a picture; 0: the model's own
    Manner manner = Manner::Own;
    quint64 seed = 0;
    int mostTokens = 0;   ///< 0: until the context is full
    int draftTokens = -1; ///< filled in by EngineThread
    /// What a cut answer already holds: the model goes on behind its last letter.
    QString continueThinking{};
    QString continueFrom{};
};

/// Text that was written since the batch before; either may be empty.
struct TextBatch {
    qint64 answerId = 0;
    QString text{};
    QString thinking{};
    int pieces = 0; ///< how many steps of the model are in it; about one a token
};

/// Where an answer is before its first letter.
struct AnswerProgress {
    enum class Phase {
        Waiting, ///< another answer is being written
        Loading, ///< done and total are bytes; while Writing, of what is written
        Seeing,  ///< pictures are being prepared; no numbers
        Reading, ///< done and total are tokens
    };
    qint64 answerId = 0;
    Phase phase = Phase::Waiting;
    qint64 done = 0;
    qint64 total = 0;
};

enum class Ending { Complete, Stopped, LengthLimit, ContextFull, Looped };

struct AnswerResult {
    qint64 answerId = 0;
    Ending ending = Ending::Complete;
    int tokens = 0; ///< written
    int promptTokens = 0;
    int cachedTokens = 0; ///< of the prompt, not read again
    double readSeconds = 0.0;
    double writeSeconds = 0.0;
    int tokensHeld = 0; ///< of the context, after this answer

    double tokensPerSecond() const { return writeSeconds > 0.0 ? tokens / writeSeconds : 0.0; }
};

struct Transcript {
    qint64 answerId = 0;
    Ending ending = Ending::Complete;
    QString text{};
};

struct TokenCount {
    qint64 countId = 0;
    qint64 tokens = 0;
};

} // namespace alcove::app
