#include "inference/text/json_text.h"

#include <algorithm>
#include <format>
#include <vector>

namespace alcove::inference {

namespace {

// A message file puts a tool's arguments or schema some levels deep.
constexpr int kDeepestText = kDeepestJson + 16;
// Objects keep the order of their keys and look them up one by one.
constexpr size_t kMostKeys = 1000;

/// Follows the parser and stops it from building what is refused.
class Limits {
public:
    /// False: leave this out.
    bool accept(int depth, Json::parse_event_t event);
    bool tooDeep() const { return m_tooDeep; }
    bool tooWide() const { return m_tooWide; }

private:
    std::vector<size_t> m_keysByDepth;
    bool m_tooDeep = false;
    bool m_tooWide = false;
};

size_t lineOf(std::string_view text, size_t position);

} // namespace

Result<Json> parseJson(std::string_view text)
{
    Limits limits;
    const auto watch = [&limits](int depth, Json::parse_event_t event, Json &) {
        return limits.accept(depth, event);
    };
    try {
        Json json = Json::parse(text, watch);
        if (limits.tooDeep()) {
            return failure(std::format("The JSON nests lists and objects more than {} times.", kDeepestText),
                "Use a simpler structure.");
        }
        if (limits.tooWide()) {
            return failure(std::format("The JSON has an object with more than {} keys.", kMostKeys),
                "Use a list, or several objects.");
        }
        return json;
    } catch (const Json::parse_error &error) {
        return failure(std::format("Line {} is no valid JSON.", lineOf(text, error.byte)),
            "Correct it: text stands in double quotes, entries are parted by commas, nothing follows the "
            "last one.");
    } catch (const Json::exception &) {
        return failure("The JSON holds a number that is out of range.", "Write it as text.");
    }
}

namespace {

bool Limits::accept(int depth, Json::parse_event_t event)
{
    const auto level = size_t(std::max(depth, 0));
    m_tooDeep = m_tooDeep || depth > kDeepestText;
    if (m_tooDeep || m_tooWide)
        return false;
    m_keysByDepth.resize(std::max(m_keysByDepth.size(), level + 2));
    if (event == Json::parse_event_t::object_start)
        m_keysByDepth[level + 1] = 0;
    if (event == Json::parse_event_t::key)
        m_tooWide = ++m_keysByDepth[level] > kMostKeys;
    return !m_tooWide;
}

size_t lineOf(std::string_view text, size_t position)
{
    return 1 + size_t(std::ranges::count(text.substr(0, position), '\n'));
}

} // namespace

} // namespace alcove::inference
