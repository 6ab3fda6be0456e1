/** Names of the languages' own libraries: the ones that programs use most. */

/** Modules that come with the language. */
export const pythonModules =
  `abc argparse ast asyncio base64 bisect calendar collections concurrent contextlib copy csv ctypes dataclasses
  datetime decimal difflib enum errno fnmatch fractions functools gc getpass glob gzip hashlib heapq hmac html http importlib inspect io
  ipaddress itertools json keyword locale logging math mimetypes multiprocessing operator os pathlib pickle platform pprint queue random re
  secrets select shlex shutil signal socket sqlite3 ssl stat statistics string struct subprocess sys tarfile tempfile textwrap threading
  time timeit tokenize traceback types typing unicodedata unittest urllib uuid warnings weakref xml zipfile zlib`.split(
    /\s+/,
  );

/** Names that programs take out of Python's own modules. */
export const pythonNames: Readonly<Record<string, string>> = {
  abc: 'ABC ABCMeta abstractmethod',
  collections: 'Counter OrderedDict defaultdict deque namedtuple ChainMap',
  contextlib:
    'contextmanager asynccontextmanager suppress closing ExitStack AsyncExitStack nullcontext redirect_stdout',
  copy: 'deepcopy',
  dataclasses: 'dataclass field asdict astuple is_dataclass fields',
  datetime: 'datetime date timedelta timezone',
  decimal: 'Decimal',
  enum: 'Enum IntEnum Flag IntFlag StrEnum auto',
  fractions: 'Fraction',
  functools: 'partial lru_cache cache cached_property wraps reduce singledispatch total_ordering',
  itertools:
    'chain count cycle islice product permutations combinations groupby zip_longest accumulate repeat starmap takewhile dropwhile',
  io: 'StringIO BytesIO',
  math: 'sqrt ceil floor pi inf isclose gcd log log2',
  operator: 'itemgetter attrgetter methodcaller',
  pathlib: 'Path PurePath PurePosixPath PosixPath',
  random: 'randint shuffle choice',
  string: 'ascii_letters ascii_lowercase ascii_uppercase digits Template',
  textwrap: 'dedent indent',
  threading: 'Thread Lock RLock Event',
  time: 'sleep perf_counter monotonic',
  types: 'SimpleNamespace MappingProxyType ModuleType TracebackType',
  typing: `Any AnyStr Callable ClassVar Dict FrozenSet Generic Iterable Iterator List Literal Mapping NamedTuple NoReturn Optional
    Protocol Sequence Set Tuple Type TypeVar TypedDict Union cast overload TYPE_CHECKING Final Annotated Awaitable AsyncIterator
    Generator MutableMapping Pattern IO Self`,
  unittest: 'TestCase mock',
  uuid: 'uuid4 UUID',
};
/** What everybody calls a module. */
export const pythonAliases: Readonly<Record<string, string>> = {
  np: 'numpy',
  pd: 'pandas',
  plt: 'matplotlib.pyplot',
  tf: 'tensorflow',
  sns: 'seaborn',
};
export const nodeModules =
  `assert buffer child_process crypto events fs http https net os path process querystring readline stream url util
  worker_threads zlib`.split(/\s+/);

export const pythonBuiltins =
  `abs all any ascii bin bool bytearray bytes callable chr classmethod complex dict dir divmod enumerate eval exec
  filter float format frozenset getattr globals hasattr hash hex id input int isinstance issubclass iter len list locals map max memoryview
  min next object oct open ord pow print property range repr reversed round set setattr slice sorted staticmethod str sum super tuple type
  vars zip self cls True False None Exception ValueError TypeError KeyError IndexError AttributeError RuntimeError NotImplementedError
  OSError StopIteration ZeroDivisionError FileNotFoundError ImportError AssertionError PermissionError UnicodeDecodeError`.split(
    /\s+/,
  );
export const pythonMembers =
  `append extend insert remove pop clear index count sort reverse copy keys values items get update setdefault popitem
  join split rsplit splitlines strip lstrip rstrip lower upper title capitalize startswith endswith replace find rfind format encode decode
  isdigit isalpha isalnum isspace islower isupper partition zfill add discard union intersection difference issubset read write readline
  readlines writelines close seek flush exists mkdir unlink is_file is_dir read_text write_text`.split(/\s+/);
export const scriptGlobals =
  `Array Boolean Date Error Function Infinity JSON Map Math NaN Number Object Promise Proxy Reflect RegExp Set String
  Symbol URL URLSearchParams WeakMap WeakSet console document window globalThis process Buffer setTimeout clearTimeout setInterval
  clearInterval setImmediate queueMicrotask parseInt parseFloat isNaN isFinite encodeURIComponent decodeURIComponent fetch require module
  exports undefined structuredClone TypeError RangeError AbortController TextEncoder TextDecoder`.split(/\s+/);
export const scriptMembers =
  `length push pop shift unshift slice splice concat join reverse sort map filter forEach reduce reduceRight find
  findIndex findLast some every includes indexOf lastIndexOf flat flatMap fill keys values entries from isArray of at charAt charCodeAt
  codePointAt startsWith endsWith padStart padEnd repeat replace replaceAll split substring toLowerCase toUpperCase trim trimStart trimEnd
  match matchAll test exec toString toFixed valueOf hasOwnProperty assign freeze create fromEntries getOwnPropertyNames has get set add
  delete clear size then catch finally resolve reject all race allSettled log error warn parse stringify floor ceil round max min abs random
  pow sqrt message name stack now getTime toISOString prototype call apply bind`.split(/\s+/);
