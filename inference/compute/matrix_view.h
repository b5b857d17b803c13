#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace alcove::inference {

/// Row-major view; element (r, c) lies at r * stride + c. What it points into must outlive it.
template <typename T>
struct MatrixView {
    T *data = nullptr;
    int64_t rows = 0;
    int64_t columns = 0;
    int64_t stride = 0; ///< in elements, >= columns

    std::span<T> row(int64_t r) const { return {data + r * stride, size_t(columns)}; }
    MatrixView rowsFrom(int64_t first, int64_t count) const
    {
        return {data + first * stride, count, columns, stride};
    }
    operator MatrixView<const T>() const
        requires(!std::is_const_v<T>)
    {
        return {data, rows, columns, stride};
    }
};

/// A matrix that owns its floats; grows, keeps its memory when it shrinks.
class Matrix {
public:
    Matrix() = default;
    Matrix(int64_t rows, int64_t columns) { resize(rows, columns); }

    /// Contents are undefined afterwards.
    void resize(int64_t rows, int64_t columns)
    {
        m_rows = rows;
        m_columns = columns;
        if (m_values.size() < size_t(rows * columns))
            m_values.resize(size_t(rows * columns));
    }
    int64_t rows() const { return m_rows; }
    int64_t columns() const { return m_columns; }
    MatrixView<float> view() { return {m_values.data(), m_rows, m_columns, m_columns}; }
    MatrixView<const float> view() const { return {m_values.data(), m_rows, m_columns, m_columns}; }
    std::span<float> row(int64_t r) { return view().row(r); }
    std::span<const float> row(int64_t r) const { return view().row(r); }

private:
    std::vector<float> m_values;
    int64_t m_rows = 0;
    int64_t m_columns = 0;
};

} // namespace alcove::inference
