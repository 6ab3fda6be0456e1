/** How one kind of tensor lies in a file: `blockBytes` bytes for each `blockElements` elements of a row. */
export interface TensorFormat {
  readonly name: string;
  readonly blockElements: number;
  readonly blockBytes: number;
}

const format = (name: string, blockElements: number, blockBytes: number): TensorFormat => ({
  name,
  blockElements,
  blockBytes,
});

/**
 * Tensor formats by their number in a GGUF file. Source: `ggml_type` and the type traits of llama.cpp, as bundled by
 * node-llama-cpp 3.21.1 (its bindings give the same sizes). Numbers that llama.cpp has withdrawn are absent on purpose.
 */
export const tensorFormats: ReadonlyMap<number, TensorFormat> = new Map([
  [0, format('F32', 1, 4)],
  [1, format('F16', 1, 2)],
  [2, format('Q4_0', 32, 18)],
  [3, format('Q4_1', 32, 20)],
  [6, format('Q5_0', 32, 22)],
  [7, format('Q5_1', 32, 24)],
  [8, format('Q8_0', 32, 34)],
  [9, format('Q8_1', 32, 36)],
  [10, format('Q2_K', 256, 84)],
  [11, format('Q3_K', 256, 110)],
  [12, format('Q4_K', 256, 144)],
  [13, format('Q5_K', 256, 176)],
  [14, format('Q6_K', 256, 210)],
  [15, format('Q8_K', 256, 292)],
  [16, format('IQ2_XXS', 256, 66)],
  [17, format('IQ2_XS', 256, 74)],
  [18, format('IQ3_XXS', 256, 98)],
  [19, format('IQ1_S', 256, 50)],
  [20, format('IQ4_NL', 32, 18)],
  [21, format('IQ3_S', 256, 110)],
  [22, format('IQ2_S', 256, 82)],
  [23, format('IQ4_XS', 256, 136)],
  [24, format('I8', 1, 1)],
  [25, format('I16', 1, 2)],
  [26, format('I32', 1, 4)],
  [27, format('I64', 1, 8)],
  [28, format('F64', 1, 8)],
  [29, format('IQ1_M', 256, 56)],
  [30, format('BF16', 1, 2)],
  [34, format('TQ1_0', 256, 54)],
  [35, format('TQ2_0', 256, 66)],
  [39, format('MXFP4', 32, 17)],
  [40, format('NVFP4', 64, 36)],
  [41, format('Q1_0', 128, 18)],
  [42, format('Q2_0', 64, 18)],
]);
