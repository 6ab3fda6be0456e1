/** Folders of packages, wherever they lie. */
const packageFolders =
  /(?:^|\/)(?:node_modules|bower_components|\.yarn|\.pnpm|site-packages|dist-packages|\.venv|\.tox|\.nox|__pypackages__|vendor\/bundle|gems|\.m2|\.gradle|\.nuget|pkg\/mod|\.cargo\/(?:registry|git)|\.rustup)(?:\/|$)/i;
/** Where systems and version managers put a language's own library. */
const systemFolders =
  /^(?:[A-Za-z]:)?\/(?:usr\/(?:lib|share|include)|usr\/local\/(?:lib|go|Cellar)|rustc\/|Library\/|System\/|opt\/homebrew\/|Program Files|nix\/store|snap\/)|\/lib\/python\d(?:\.\d+)?\/|\/lib\/(?:python|node|ruby)|\/libexec\/src\/|\/(?:go|golang|go-?\d[\d.]*)\/src\/(?:runtime|net|fmt|encoding|os|reflect|sync|testing|internal|bufio|strconv|strings|database)\//i;
/** Packages of the languages' own libraries, as paths that were made from class names. */
const classFolders =
  /^(?:java|javax|jdk|sun|com\/sun|kotlin|kotlinx|scala|groovy|clojure|android|androidx|org\/(?:junit|springframework|apache|hibernate|gradle|testng|mockito))\//;
/** No file at all: built into the runtime, or made while it ran. */
const noFile =
  /^(?:<|node:|internal\/|native |evalmachine|\[|\(|$)|^(?:webpack\/(?:bootstrap|runtime)|webpack:\/\/[^/]*\/(?:webpack\/|\(webpack\)|external ))/;
/** In the sources of .NET and of the Rust library as they were built. */
const builtElsewhere =
  /^(?:\/_\/|[A-Za-z]:\/(?:a|_work)\/|\/(?:__w|home\/runner\/work)\/)|\/library\/(?:std|core|alloc)\/src\//;

/**
 * True for code that the user did not write: packages, the language's own library, what has no file. Give the path with forward slashes;
 * where it lies in a folder of the workspace only the part below that folder, which may itself be a package.
 */
export function isLibraryPath(path: string): boolean {
  return [packageFolders, systemFolders, classFolders, noFile, builtElsewhere].some((pattern) => pattern.test(path));
}
