export interface Licence {
  readonly name: string;
  readonly url: string;
  /** False: the person must be told before the download, and the model is never recommended. */
  readonly commercialUse: boolean;
}

/** First line exact in per cent, MultiPL-E single-line fill-in-the-middle, as published by the makers of the model. */
export interface PublishedQuality {
  readonly python: number;
  readonly java: number;
  readonly javascript: number;
}

/** One official model file that Plinth can download, check and run. */
export interface CatalogueModel {
  /** Stable name for settings and the command line, such as `qwen2.5-coder-1.5b`. */
  readonly id: string;
  readonly displayName: string;
  readonly repository: string;
  readonly revision: string;
  /** File name, in the repository as well as in the model folder. */
  readonly file: string;
  readonly url: string;
  readonly bytes: number;
  /** Hex. The file is used only when it has this hash. */
  readonly sha256: string;
  readonly licence: Licence;
  readonly parameters: number;
  /** Memory of the KV cache for one token of one sequence: 2 x layers x KV heads x head size x 2 bytes (f16). */
  readonly kvBytesPerToken: number;
  /** Tasks at which this model is labelled weak. */
  readonly weakAt: readonly ('explain' | 'fix')[];
  readonly published?: PublishedQuality;
}

interface Row {
  readonly size: string;
  readonly revision: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly parameters: number;
  readonly kvBytesPerToken: number;
  readonly research?: true;
  readonly weakAt?: readonly ('explain' | 'fix')[];
  readonly published?: PublishedQuality;
}

function qwenCoder(row: Row): CatalogueModel {
  const name = `Qwen2.5-Coder-${row.size}-Instruct`;
  const repository = `Qwen/${name}-GGUF`;
  const file = `${name.toLowerCase()}-q4_k_m.gguf`;
  return {
    id: `qwen2.5-coder-${row.size.toLowerCase()}`,
    displayName: `Qwen2.5-Coder ${row.size}`,
    repository,
    revision: row.revision,
    file,
    url: `https://huggingface.co/${repository}/resolve/${row.revision}/${file}`,
    bytes: row.bytes,
    sha256: row.sha256,
    licence: {
      name: row.research === true ? 'Qwen Research License' : 'Apache-2.0',
      url: `https://huggingface.co/${repository}/blob/${row.revision}/LICENSE`,
      commercialUse: row.research !== true,
    },
    parameters: row.parameters,
    kvBytesPerToken: row.kvBytesPerToken,
    weakAt: row.weakAt ?? [],
    ...(row.published === undefined ? {} : { published: row.published }),
  };
}

/** The models that Plinth knows, smallest first: official Q4_K_M files of Qwen2.5-Coder Instruct, pinned by revision and sha256. */
export const catalogue: readonly CatalogueModel[] = [
  qwenCoder({
    size: '0.5B',
    revision: 'ebb2015119c907b064c512bf053e945850b5875f',
    bytes: 491_400_064,
    sha256: '1d9614638d18024d0fbb36575a15f1302a3adf044df10345688ec4f6e1c4ff32',
    parameters: 490_000_000,
    kvBytesPerToken: 2 * 24 * 2 * 64 * 2,
    weakAt: ['explain', 'fix'],
    published: { python: 70.3, java: 78.1, javascript: 81.2 },
  }),
  qwenCoder({
    size: '1.5B',
    revision: 'f86cb2c1fa58255f8052cc32aeede1b7482d4361',
    bytes: 1_117_320_768,
    sha256: 'cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046',
    parameters: 1_540_000_000,
    kvBytesPerToken: 2 * 28 * 2 * 128 * 2,
    published: { python: 77.0, java: 85.6, javascript: 85.0 },
  }),
  qwenCoder({
    size: '3B',
    revision: 'f74adce6aa16316c625447af059dbebe4983757c',
    bytes: 2_104_932_800,
    sha256: '724fb256bec1ff062b2f65e4569e871ad2e95ab2a3989723d1769c54294730b7',
    parameters: 3_090_000_000,
    kvBytesPerToken: 2 * 36 * 2 * 128 * 2,
    research: true,
  }),
  qwenCoder({
    size: '7B',
    revision: '13fb94bfda8c8cf22497dc57b78f391a9acb426a',
    bytes: 4_683_073_536,
    sha256: '509287f78cb4d4cf6b3843734733b914b2c158e43e22a7f4bf5e963800894d3c',
    parameters: 7_610_000_000,
    kvBytesPerToken: 2 * 28 * 4 * 128 * 2,
    published: { python: 79.7, java: 88.5, javascript: 87.6 },
  }),
  qwenCoder({
    size: '14B',
    revision: 'd0a692ef765eefbf2fabb130b3cb2e8917e3d225',
    bytes: 8_988_110_272,
    sha256: 'c1e659736d89ac1065fb495330fb824d94001974a4bfa78e7270e43476a8d940',
    parameters: 14_700_000_000,
    kvBytesPerToken: 2 * 48 * 8 * 128 * 2,
  }),
  qwenCoder({
    size: '32B',
    revision: '9d3053fce650fe1cdbdb75998c2a87add9d178ef',
    bytes: 19_851_335_872,
    sha256: '4d64b316b5e6319d9613e0d97935d9ebd631fc7e334da400d00085eca749d085',
    parameters: 32_500_000_000,
    kvBytesPerToken: 2 * 64 * 8 * 128 * 2,
  }),
];
