import { describe, expect, it } from 'vitest';
import { signatureIn } from '../../../src/core/write/doc/parameters';

const parametersOf = (languageId: string, code: string, name = 'f'): readonly string[] | undefined =>
  signatureIn(code, name, languageId).parameters;

describe('signatureIn', () => {
  it.each([
    [
      'typescript',
      'export async function f<T extends (x: number) => void>(a: T, b = 1, ...rest: string[]): void {',
      ['a', 'b', 'rest'],
    ],
    [
      'typescript',
      'const f = async (a: Map<string, number>, b?: (c: string, d: number) => void): Promise<void> => {',
      ['a', 'b'],
    ],
    ['typescript', 'f = function (a, b) {', ['a', 'b']],
    [
      'typescript',
      '  private async f(this: Window, @Inject(X) private readonly a: A, b: string = ")"): void {',
      ['a', 'b'],
    ],
    ['typescript', 'function f(a /* of (b, c) */, // more, text\n  d) {', ['a', 'd']],
    ['typescript', 'function f({ a, b }: Options) {', undefined],
    ['typescript', 'function f(a = x < 3, b: number) {', ['a', 'b']],
    ['javascript', 'function* f() {', []],
    [
      'python',
      '@cache("f", 1)\nasync def f(self, a: Dict[str, int] = {}, *args, key: str = ")", **kwargs) -> int:',
      ['a', 'args', 'key', 'kwargs'],
    ],
    ['python', 'def f(a, /, b, *, c):', ['a', 'b', 'c']],
    ['java', 'public <T> List<T> f(final Map<String, T> a, int[] b, String... c) throws E {', ['a', 'b', 'c']],
    ['go', 'func (s *Server) f(a, b int, c func(x int) error) (int, error) {', ['a', 'b', 'c']],
    ['rust', "pub fn f<'a, T: Fn(u8) -> u8>(&'a mut self, mut a: T, b: &[u8]) -> Result<(), E> {", ['a', 'b']],
    ['csharp', 'public static async Task<int> f([FromBody] string a, ref int b, params object[] c)', ['a', 'b', 'c']],
    ['kotlin', 'suspend fun f(vararg a: Int, b: (Int) -> Unit = {}): Int {', ['a', 'b']],
    ['php', 'public function f(?int $a, array &$b = [1, 2], string ...$c): void {', ['a', 'b', 'c']],
    ['c', 'static int f(const char *a, int b[3], void (*c)(int, int), ...) {', ['a', 'b', 'c']],
    ['c', 'int f(void) {', []],
    ['cpp', 'auto A::f(const std::map<int, int>& a, T&& b) const -> int {', ['a', 'b']],
    ['ruby', 'def f(a, b = 1, *c, d:, **e, &g)', ['a', 'b', 'c', 'd', 'e', 'g']],
    ['ruby', 'def f a, b\n  a + b\nend', ['a', 'b']],
    ['ruby', 'def f\n  g(1)\nend', []],
    ['lua', 'local function f(a, b, ...)', ['a', 'b']],
  ])('%s: %s', (languageId, code, expected) => {
    expect(parametersOf(languageId, code)).toEqual(expected);
  });

  it('finds the name of a member by its last part', () => {
    expect(parametersOf('lua', 'function M.sub:f(a)', 'M.sub:f')).toEqual(['a']);
  });

  it('knows none where the definition has no list', () => {
    expect(parametersOf('typescript', 'class f {\n  g(a) {}\n}')).toBeUndefined();
    expect(parametersOf('typescript', 'const x = 1', 'y')).toBeUndefined();
    expect(parametersOf('typescript', 'function f(a, b')).toBeUndefined();
  });

  it('reads type parameters and the type that is returned', () => {
    const script = signatureIn('function f<T, U extends T>(a: T): Promise<U> {', 'f', 'typescript');
    expect([script.typeParameters, script.returnType]).toEqual([['T', 'U'], 'Promise<U>']);
    expect(signatureIn('def f(a) -> Dict[str, int]:\n', 'f', 'python').returnType).toBe('Dict[str, int]');
    expect(signatureIn('fn f() -> Result<u8, E> {', 'f', 'rust').returnType).toBe('Result<u8, E>');
  });
});
