import { type LexicalFamily, lexicalFamilyOf } from './lexicalFamily';
import { nodeModules, pythonBuiltins, pythonMembers, pythonModules, pythonNames, scriptGlobals } from './libraryNames';
import { isLanguageWord } from './words';

const wordsIn = (text: string): readonly string[] => text.split(/\s+/).filter((word) => word !== '');

/** Words of the trade that stand as code in texts about any language. */
const everywhere =
  wordsIn(`array arrays boolean bytes callback character chars closure date decimal dict dictionary error exception float
  generator hash integer iterable iterator list lists map promise regex string strings tuple vector
  API ASCII BOM CLI CPU CRUD CSS CSV DNS DOM EOF GPU HEAD HTML HTTP HTTPS ID IP JSON LF CRLF LRU MIME OS RAM REST RPC SDK SQL SSL TCP TLS TODO
  TTL UDP UI URI URL UTC UTF UUID XML YAML GET POST PUT DELETE PATCH OPTIONS stdin stdout stderr Unicode ISO
  Python JavaScript TypeScript Java Kotlin Rust Ruby Lua Go Bash Node npm pip VSCode Windows Linux macOS`);

const pythonMore =
  wordsIn(`ArithmeticError AttributeError BaseException BaseExceptionGroup BlockingIOError BrokenPipeError BufferError
  BytesWarning ChildProcessError ConnectionAbortedError ConnectionError ConnectionRefusedError ConnectionResetError DeprecationWarning
  EOFError Ellipsis EnvironmentError ExceptionGroup FileExistsError FloatingPointError FutureWarning GeneratorExit IOError ImportWarning
  IndentationError InterruptedError IsADirectoryError KeyboardInterrupt LookupError MemoryError ModuleNotFoundError NameError
  NotADirectoryError NotImplemented OverflowError PendingDeprecationWarning ProcessLookupError RecursionError ReferenceError
  ResourceWarning RuntimeWarning StopAsyncIteration SyntaxError SyntaxWarning SystemError SystemExit TabError TimeoutError TypeAlias
  UnboundLocalError UnicodeEncodeError UnicodeError UnicodeTranslateError UserWarning Warning ParamSpec TypeGuard TypeIs Concatenate Required
  NotRequired Unpack LiteralString AsyncGenerator Coroutine Awaitable AsyncIterable Container Collection Hashable Sized MutableSequence
  MutableSet KeysView ValuesView ItemsView BinaryIO TextIO Match Pattern NewType cast overload runtime_checkable
  aiter anext breakpoint compile delattr help nonlocal del elif except finally raise with yield async await lambda pass global
  isnumeric isdecimal isidentifier casefold center ljust rjust swapcase translate maketrans removeprefix removesuffix rindex rpartition
  expandtabs hex fromhex to_bytes from_bytes bit_length as_integer_ratio is_integer fromkeys symmetric_difference issuperset isdisjoint
  send throw aclose asend athrow setter getter deleter mro`);

const scriptMore =
  wordsIn(`Partial Required Readonly Record Pick Omit Exclude Extract NonNullable Parameters ConstructorParameters ReturnType
  InstanceType ThisParameterType OmitThisParameter ThisType Awaited Uppercase Lowercase Capitalize Uncapitalize NoInfer ReadonlyArray
  ReadonlyMap ReadonlySet PromiseLike ArrayLike Iterable AsyncIterable IterableIterator AsyncIterableIterator Iterator AsyncIterator Generator
  AsyncGenerator GeneratorFunction AsyncFunction TemplateStringsArray PropertyKey PropertyDescriptor keyof infer satisfies asserts unique
  debugger with await arguments constructor __proto__ then next done value
  window document navigator location localStorage sessionStorage alert confirm history Element HTMLElement HTMLInputElement Node NodeList
  Document DocumentFragment MutationObserver IntersectionObserver ResizeObserver KeyboardEvent MouseEvent PointerEvent
  XMLHttpRequest FileReader File Worker requestAnimationFrame cancelAnimationFrame addEventListener removeEventListener dispatchEvent
  preventDefault stopPropagation querySelector querySelectorAll getElementById createElement appendChild innerHTML textContent classList
  innerText getAttribute setAttribute useState useEffect useMemo useCallback useRef React JSX
  process Buffer require module exports __dirname __filename NodeJS EventEmitter console`);

/** What programs of the other languages use most. */
const ofFamilies: Readonly<Partial<Record<LexicalFamily, readonly string[]>>> = {
  go: wordsIn(`append cap clear close complex copy delete imag len make max min new panic print println real recover any bool byte comparable
    complex64 complex128 error float32 float64 int int8 int16 int32 int64 rune string uint uint8 uint16 uint32 uint64 uintptr iota nil true
    false chan fallthrough func goto range select defer fmt os io errors strings strconv bytes bufio context sync time sort slices maps math
    http json log net url filepath path regexp testing Println Printf Sprintf Errorf Fprintf Error String Context WithCancel WithTimeout
    Background Mutex RWMutex WaitGroup Once Lock Unlock RLock RUnlock Add Done Wait Close Read Write Reader Writer Marshal Unmarshal`),
  jvm: wordsIn(`Object Integer Long Double Float Boolean Character Byte Short Number Math System StringBuilder StringBuffer CharSequence
    Comparable Comparator Iterable Iterator Collection List ArrayList LinkedList Set HashSet LinkedHashSet TreeSet Map HashMap LinkedHashMap
    TreeMap ConcurrentHashMap Queue Deque ArrayDeque PriorityQueue Collections Arrays Objects Optional Stream Collectors Function Supplier
    Consumer Predicate Runnable Callable Thread ExecutorService Executors CompletableFuture Future Exception RuntimeException
    IllegalArgumentException IllegalStateException NullPointerException IndexOutOfBoundsException ArrayIndexOutOfBoundsException
    NumberFormatException IOException UnsupportedOperationException ClassCastException InterruptedException Throwable Override Deprecated
    SuppressWarnings FunctionalInterface toString equals hashCode compareTo getClass length size isEmpty get set put add remove contains
    containsKey iterator stream map filter collect forEach println printf print format valueOf parseInt getOrDefault substring charAt indexOf
    split trim of Int Unit Nothing Any Char Pair Triple MutableList MutableMap Sequence also apply let run with takeIf listOf mapOf setOf
    mutableListOf mutableMapOf require check lazy data sealed companion suspend fun val var when`),
  csharp:
    wordsIn(`Console Math Convert Object String Int32 Int64 Boolean DateTime TimeSpan Guid Exception ArgumentException
    ArgumentNullException InvalidOperationException NotImplementedException NullReferenceException List Dictionary HashSet Queue Stack
    IEnumerable IEnumerator ICollection IList IDictionary IReadOnlyList KeyValuePair Tuple Task ValueTask CancellationToken Func Action
    Predicate IDisposable Dispose Linq Enumerable StringBuilder WriteLine ToString Equals GetHashCode GetType Count Length Add Remove Contains
    ContainsKey TryGetValue Select Where OrderBy GroupBy First FirstOrDefault Any All ToList ToArray ConfigureAwait var decimal nameof dynamic
    partial sealed checked unchecked fixed lock params stackalloc value when record init`),
  rust: wordsIn(`Option Some None Result Ok Err String Vec Box Rc Arc RefCell Cell Mutex RwLock HashMap HashSet BTreeMap BTreeSet VecDeque
    Iterator IntoIterator Clone Copy Debug Display Default Eq PartialEq Ord PartialOrd Hash Drop Deref From Into TryFrom AsRef Borrow Cow Fn
    FnMut FnOnce Send Sync Sized ToString ToOwned i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize f32 f64 bool char str println print
    eprintln format vec panic assert assert_eq assert_ne todo unimplemented unreachable matches write writeln dbg unwrap expect unwrap_or
    unwrap_or_else unwrap_or_default is_some is_none is_ok is_err map map_err and_then ok_or filter collect iter into_iter iter_mut push pop len
    is_empty insert remove get get_mut contains clone to_string as_str as_ref as_mut borrow into from crate dyn where loop derive std core alloc`),
  c: wordsIn(`int8_t int16_t int32_t int64_t uint8_t uint16_t uint32_t uint64_t size_t ssize_t ptrdiff_t intptr_t uintptr_t wchar_t FILE NULL
    EOF errno printf fprintf sprintf snprintf scanf malloc calloc realloc free memcpy memmove memset memcmp strlen strcpy strncpy strcat strcmp
    strncmp strchr strstr strdup fopen fclose fread fwrite fgets fputs exit abort assert main define include ifdef ifndef endif std cout cin
    cerr endl vector map unordered_map set unordered_set pair tuple optional variant unique_ptr shared_ptr weak_ptr make_unique make_shared
    move forward push_back emplace_back begin end size empty find insert erase string_view function thread mutex lock_guard unique_lock
    nullptr constexpr noexcept decltype static_cast dynamic_cast reinterpret_cast const_cast typename explicit friend mutable inline register
    runtime_error logic_error invalid_argument out_of_range what`),
  ruby: wordsIn(`Array Hash String Symbol Integer Float Proc Struct Module Class Object Kernel Comparable Enumerable StandardError ArgumentError
    TypeError RuntimeError NoMethodError puts print p require require_relative attr_reader attr_writer attr_accessor initialize new each map
    select reject reduce inject collect to_s to_i to_a to_h to_sym nil? empty? size length freeze raise rescue ensure begin end do unless until
    elsif then redo retry yield lambda proc loop self super include extend private protected public send respond_to inspect times`),
  php: wordsIn(`array strlen count isset unset empty echo print die exit implode explode str_replace substr strpos in_array array_map
    array_filter array_merge array_keys array_values json_encode json_decode sprintf printf preg_match preg_replace is_array is_string is_null
    intval Exception Throwable Closure DateTime DateTimeImmutable Iterator Countable ArrayAccess Traversable stdClass __construct __toString
    __get __set __call mixed callable iterable never foreach elseif endif endforeach endwhile`),
  lua: wordsIn(`pairs ipairs print type tostring tonumber require setmetatable getmetatable rawget rawset rawequal rawlen next select unpack
    pcall xpcall error assert table string math io os coroutine debug insert remove concat sort format gsub gmatch match find sub rep len _G
    __index __newindex __call __tostring __eq elseif repeat`),
  bash: wordsIn(`echo printf read cd pwd ls cp mv rm mkdir cat grep sed awk cut sort uniq head tail tr wc find xargs test export local declare
    readonly set unset shift source eval exec exit return trap getopts set kill wait sleep curl tar chmod esac fi done elif then`),
};

/** Objects of the language whose own names are all there, whatever the runtime's version. */
function scriptReflected(): readonly string[] {
  const holders: readonly object[] = [
    ...[globalThis, Object, Function, Array, String, Number, Boolean, BigInt, Symbol, Date, RegExp, Error, Map, Set],
    ...[WeakMap, WeakSet, Promise, Reflect, JSON, Math, Intl, ArrayBuffer, DataView, Uint8Array, Proxy],
  ];
  return holders.flatMap((holder) => {
    const prototype: unknown = 'prototype' in holder ? holder.prototype : undefined;
    const members = typeof prototype === 'object' && prototype !== null ? Object.getOwnPropertyNames(prototype) : [];
    return [...Object.getOwnPropertyNames(holder), ...members];
  });
}

/** Names that a program has without defining them: words of its language, and what comes with that. */
export class ProvidedNames {
  readonly #names: ReadonlySet<string>;
  readonly #isPython: boolean;

  /** @param path of a file in the language */
  constructor(path: string) {
    const family = lexicalFamilyOf(path);
    this.#isPython = family === 'python';
    this.#names = new Set([...everywhere, ...namesOf(family)]);
  }

  has(name: string): boolean {
    return this.#names.has(name) || isLanguageWord(name) || (this.#isPython && /^__\w+__$/.test(name));
  }
}

function namesOf(family: LexicalFamily): readonly string[] {
  if (family === 'python') {
    const ofModules = Object.values(pythonNames).flatMap(wordsIn);
    return [...pythonBuiltins, ...pythonMembers, ...pythonModules, ...ofModules, ...pythonMore];
  }
  if (family === 'script') return [...scriptGlobals, ...nodeModules, ...scriptMore, ...scriptReflected()];
  return ofFamilies[family] ?? [];
}
