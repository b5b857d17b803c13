#pragma once

#include "inference/text/message.h"
#include "inference/text/prompt_writer.h"

#include <string>
#include <vector>

namespace alcove::inference {

/// Whether an object's keys stand bare or between quote tokens (only in declarations, spec 6.5).
enum class KeyStyle { Bare, Quoted };

/// One value in the model's notation (spec 6.5). The nesting must have been checked.
void writeValue(PromptWriter &writer, const Json &value, KeyStyle keys);

/// An object's `key:value` pairs, sorted and joined with commas, without the braces.
void writePairs(PromptWriter &writer, const Json &object, KeyStyle keys);

struct ObjectEntry {
    const std::string *key;
    const Json *value;
};

/// An object's entries by key without regard to case; those that differ in nothing else keep their order.
/// Other values have none.
std::vector<ObjectEntry> sortedEntries(const Json &object);

/// A number as Python prints it: 3, 2.5, 1e+16.
std::string pythonNumber(const Json &number);

/// Whether lists and objects lie in each other more than kDeepestJson times.
bool nestsTooDeep(const Json &value);

} // namespace alcove::inference
