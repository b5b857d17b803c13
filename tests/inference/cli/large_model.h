#pragma once

#include "tests/inference/formats/gguf_bytes.h"

#include <cstdint>
#include <filesystem>
#include <format>
#include <fstream>
#include <string>
#include <vector>

namespace alcove::inference {

/// A model file of two layers, all zeros, that has just over 256 MB of weights to pack: less is packed at
/// each start. The file is a hole and takes no room on the disk.
class LargeModel {
public:
    static void write(const std::filesystem::path &path)
    {
        LargeModel model;
        const std::string head = model.m_head.file();
        std::ofstream(path, std::ios::binary).write(head.data(), std::streamsize(head.size()));
        std::filesystem::resize_file(path, head.size() + model.m_dataBytes);
    }

private:
    static constexpr uint32_t kHidden = 512, kWide = 84'992, kHeads = 4, kVocabulary = 64;

    LargeModel()
    {
        m_head.key("general.architecture", "gemma4");
        m_head.key("gemma4.block_count", uint32_t(2));
        m_head.key("gemma4.context_length", uint32_t(4096));
        m_head.key("gemma4.embedding_length", kHidden);
        m_head.key("gemma4.feed_forward_length", kWide);
        m_head.key("gemma4.attention.head_count", kHeads);
        m_head.key("gemma4.attention.head_count_kv", std::vector<int32_t>{2, 1});
        m_head.key("gemma4.attention.key_length", uint32_t(64));
        m_head.key("gemma4.attention.value_length", uint32_t(64));
        m_head.key("gemma4.attention.key_length_swa", uint32_t(32));
        m_head.key("gemma4.attention.value_length_swa", uint32_t(32));
        m_head.key("gemma4.attention.sliding_window", uint32_t(256));
        m_head.flags("gemma4.attention.sliding_window_pattern", {1, 0});
        m_head.key("gemma4.attention.layer_norm_rms_epsilon", 1e-6F);
        m_head.key("tokenizer.ggml.tokens", pieces());
        matrix("token_embd.weight", kHidden, kVocabulary);
        vector("output_norm.weight", kHidden);
        layer("blk.0", 32, 2, true);
        layer("blk.1", 64, 1, false);
    }

    static std::vector<std::string> pieces()
    {
        std::vector<std::string> pieces = {"<pad>", "<eos>", "<turn|>", "<image|>", "<audio|>"};
        while (pieces.size() < kVocabulary)
            pieces.push_back(std::format("piece{}", pieces.size()));
        return pieces;
    }

    void layer(const std::string &name, uint64_t headSize, uint64_t keyHeads, bool hasValues)
    {
        for (const char *norm : {"attn_norm", "post_attention_norm", "ffn_norm", "post_ffw_norm"})
            vector(std::format("{}.{}.weight", name, norm), kHidden);
        vector(name + ".layer_output_scale.weight", 1);
        vector(name + ".attn_q_norm.weight", headSize);
        vector(name + ".attn_k_norm.weight", headSize);
        matrix(name + ".attn_q.weight", kHidden, kHeads * headSize);
        matrix(name + ".attn_k.weight", kHidden, keyHeads * headSize);
        if (hasValues)
            matrix(name + ".attn_v.weight", kHidden, keyHeads * headSize);
        matrix(name + ".attn_output.weight", kHeads * headSize, kHidden);
        matrix(name + ".ffn_gate.weight", kHidden, kWide);
        matrix(name + ".ffn_up.weight", kHidden, kWide);
        matrix(name + ".ffn_down.weight", kWide, kHidden);
    }

    void vector(const std::string &name, uint64_t size)
    {
        constexpr uint32_t kF32 = 0;
        add(name, {size}, kF32, size * 4);
    }

    void matrix(const std::string &name, uint64_t columns, uint64_t rows)
    {
        constexpr uint32_t kQ8_0 = 8; // 34 bytes for 32 values
        add(name, {columns, rows}, kQ8_0, columns * rows / 32 * 34);
    }

    void add(const std::string &name, const std::vector<uint64_t> &sizes, uint32_t type, uint64_t bytes)
    {
        m_head.rawTensor(name, sizes, type, m_dataBytes);
        m_dataBytes += (bytes + m_head.alignment - 1) / m_head.alignment * m_head.alignment;
    }

    GgufBytes m_head;
    uint64_t m_dataBytes = 0;
};

} // namespace alcove::inference
