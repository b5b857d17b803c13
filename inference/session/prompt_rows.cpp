#include "inference/session/prompt_rows.h"

#include "inference/media/picture.h"
#include "inference/media/picture_patches.h"
#include "inference/media/sound.h"
#include "inference/model/media_embedder.h"

#include <filesystem>
#include <format>
#include <memory>
#include <span>
#include <string_view>
#include <system_error>
#include <utility>

namespace alcove::inference {

namespace {

/// FNV-1a, 64 bits, continued over several pieces.
class Fingerprint {
public:
    void add(std::span<const std::byte> bytes)
    {
        for (const std::byte byte : bytes)
            m_value = (m_value ^ uint64_t(byte)) * 0x100000001B3ULL;
    }
    void add(std::string_view text) { add(std::as_bytes(std::span(text))); }
    void add(int64_t number) { add(std::as_bytes(std::span(&number, 1))); }
    uint64_t value() const { return m_value != 0 ? m_value : 1; }

private:
    uint64_t m_value = 0xCBF29CE484222325ULL;
};

/// A file is the same while its path, size and time of change are.
void addFile(Fingerprint &fingerprint, const std::filesystem::path &path)
{
    std::error_code ignored;
    fingerprint.add(path.native());
    fingerprint.add(int64_t(std::filesystem::file_size(path, ignored)));
    fingerprint.add(int64_t(std::filesystem::last_write_time(path, ignored).time_since_epoch().count()));
}

/// Puts the file's name in front of what is wrong with it.
Error named(Error error, const std::filesystem::path &path)
{
    const std::string name = path.filename().string();
    if (!path.empty() && error.what.find(name) == std::string::npos)
        error.what = std::format("“{}”: {}", name, error.what);
    return error;
}

Result<PicturePatches> patchesOf(const ImagePart &part, int budget, int places)
{
    Result<Picture> picture = part.path.empty() ? decodePicture(part.encoded) : readPicture(part.path);
    if (!picture)
        return std::unexpected(named(picture.error(), part.path));
    Result<PicturePatches> patches = picturePatches(*picture, budget);
    if (!patches)
        return std::unexpected(named(patches.error(), part.path));
    if (patches->grid.columns > places || patches->grid.rows > places)
        return failure(
            std::format("The picture is cut into {} by {} tiles, and this model places at most {}.",
                patches->grid.columns, patches->grid.rows, places),
            "Choose a lower picture detail or a less elongated picture.");
    return patches;
}

Result<std::vector<float>> samplesOf(const AudioPart &part)
{
    if (!part.samples.empty())
        return part.samples;
    Result<std::vector<float>> samples = readWav(part.path);
    if (!samples)
        return std::unexpected(named(samples.error(), part.path));
    return samples;
}

const Part *partAt(const Conversation &conversation, const MediaSlot &slot)
{
    const auto *parts = std::get_if<std::vector<Part>>(&conversation.messages[slot.message].content);
    return parts ? &(*parts)[slot.part] : nullptr;
}

} // namespace

Result<PromptRows> PromptUnfolder::unfold(const Prompt &prompt, const Conversation &conversation)
{
    const ControlTokens &control = m_engine.tokenizer.control();
    const int budget = conversation.imageTokens > 0 ? conversation.imageTokens
                       : m_engine.config().vision   ? m_engine.config().vision->defaultBudget
                                                    : 0;
    PromptRows unfolded;
    for (const PromptToken &token : prompt.tokens) {
        if (const auto *id = std::get_if<TokenId>(&token)) {
            unfolded.rows.push_back({.token = *id});
            continue;
        }
        const MediaSlot &slot = std::get<MediaSlot>(token);
        const Part *part = partAt(conversation, slot);
        const auto *picture = part ? std::get_if<ImagePart>(part) : nullptr;
        const auto *sound = part ? std::get_if<AudioPart>(part) : nullptr;
        if (!picture && !sound)
            return failure("A placeholder in the conversation has no picture or sound behind it.");
        Result<MediaItem> item = picture ? image(*picture, budget) : audio(*sound);
        if (!item)
            return std::unexpected(item.error());
        unfolded.rows.push_back({.token = picture ? control.openImage : control.openAudio});
        item->firstRow = int64_t(unfolded.rows.size());
        const PromptRow soft{.token = picture ? control.image : control.audio, .mediaKey = item->key};
        unfolded.rows.insert(unfolded.rows.end(), size_t(item->tokens), soft);
        unfolded.rows.push_back({.token = picture ? control.closeImage : control.closeAudio});
        unfolded.media.push_back(std::move(*item));
    }
    return unfolded;
}

Result<MediaItem> PromptUnfolder::image(const ImagePart &part, int budget)
{
    if (!m_engine.vision)
        return failure("This model was opened without its picture input.",
            "Put the file “mmproj-….gguf” beside the model and open it again.");
    if (part.path.empty() && part.encoded.empty())
        return failure("A picture part names no file.", "Give it a path.");
    Fingerprint fingerprint;
    fingerprint.add(int64_t(budget));
    if (part.path.empty())
        fingerprint.add(std::span(part.encoded));
    else
        addFile(fingerprint, part.path);

    MediaItem item{.key = fingerprint.value(), .image = true, .embed = {}};
    auto patches = std::make_shared<std::optional<PicturePatches>>();
    const int places = m_engine.config().vision->positionCount;
    if (const auto known = m_tokensByKey.find(item.key); known != m_tokensByKey.end()) {
        item.tokens = known->second;
    } else {
        Result<PicturePatches> cut = patchesOf(part, budget, places);
        if (!cut)
            return std::unexpected(cut.error());
        item.tokens = cut->grid.tokens();
        *patches = std::move(*cut);
        m_tokensByKey[item.key] = item.tokens;
    }
    item.embed = [this, part, budget, places, patches]() -> Result<Matrix> {
        if (!*patches) {
            Result<PicturePatches> cut = patchesOf(part, budget, places);
            if (!cut)
                return std::unexpected(cut.error());
            *patches = std::move(*cut);
        }
        return embedPicture(*m_engine.pool, **patches, *m_engine.config().vision, *m_engine.vision);
    };
    return item;
}

Result<MediaItem> PromptUnfolder::audio(const AudioPart &part)
{
    if (!m_engine.audio)
        return failure("This model was opened without its sound input.",
            "Put the file “mmproj-….gguf” beside the model and open it again.");
    if (part.path.empty() && part.samples.empty())
        return failure("A sound part names no file.", "Give it a path.");
    Fingerprint fingerprint;
    fingerprint.add(std::string_view("sound"));
    if (part.path.empty())
        fingerprint.add(std::as_bytes(std::span(part.samples)));
    else
        addFile(fingerprint, part.path);

    const int frameSize = m_engine.config().audio->frameSize;
    MediaItem item{.key = fingerprint.value(), .image = false, .embed = {}};
    if (const auto known = m_tokensByKey.find(item.key); known != m_tokensByKey.end()) {
        item.tokens = known->second;
    } else {
        Result<std::vector<float>> samples = samplesOf(part);
        if (!samples)
            return std::unexpected(samples.error());
        item.tokens = (int64_t(samples->size()) + frameSize - 1) / frameSize;
        m_tokensByKey[item.key] = item.tokens;
    }
    item.embed = [this, part, frameSize]() -> Result<Matrix> {
        Result<std::vector<float>> samples = samplesOf(part);
        if (!samples)
            return std::unexpected(samples.error());
        const std::vector<float> frames = soundFrames(*samples, frameSize);
        return embedSound(*m_engine.pool, frames, *m_engine.config().audio, *m_engine.audio);
    };
    return item;
}

} // namespace alcove::inference
