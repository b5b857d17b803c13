#include "inference/cli/answer_json.h"

namespace alcove::inference {

namespace {

Json statsJson(const Answer &answer);

} // namespace

Json answerJson(const Answer &answer)
{
    Json calls = Json::array();
    for (const ToolCall &call : answer.toolCalls)
        calls.push_back(toolCallJson(call));
    Json json;
    json["text"] = answer.text;
    json["thinking"] = answer.thinking ? Json(*answer.thinking) : Json();
    json["tool_calls"] = std::move(calls);
    json["tokens"] = answer.tokens;
    json["prompt_tokens"] = answer.promptTokens;
    json["stop_reason"] = stopReasonName(answer.stopReason);
    json["stats"] = statsJson(answer);
    return json;
}

Json toolCallJson(const ToolCall &call)
{
    Json json;
    if (!call.id.empty())
        json["id"] = call.id;
    json["type"] = "function";
    json["function"] = {{"name", call.name}, {"arguments", call.arguments}};
    if (!call.arguments.is_object())
        json["raw"] = call.raw;
    return json;
}

std::string jsonLine(const Json &json)
{
    return json.dump(-1, ' ', false, Json::error_handler_t::replace) + '\n';
}

namespace {

Json statsJson(const Answer &answer)
{
    const AnswerStats &stats = answer.stats;
    Json json;
    json["cached_tokens"] = stats.cachedTokens;
    json["prefill_seconds"] = stats.prefillSeconds;
    json["decode_seconds"] = stats.decodeSeconds;
    json["tokens_per_second"] = answer.tokensPerSecond();
    json["draft_proposed"] = stats.draftProposed;
    json["draft_accepted"] = stats.draftAccepted;
    json["draft_depth"] = stats.draftDepth;
    json["peak_rss_bytes"] = stats.peakRssBytes;
    return json;
}

} // namespace

} // namespace alcove::inference
