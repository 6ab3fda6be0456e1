import { describe, expect, it } from 'vitest';
import { endsInText } from '../../../src/core/text/endsInText';

const inText: readonly (readonly [language: string, code: string])[] = [
  ['typescript', 'const a = `one'],
  ['typescript', 'const a = `${b} one'],
  ['typescript', 'const a = `${list.map((b) => `${b}`)}'],
  ['typescript', 'const a = `one\\`'],
  ['javascript', '/* one'],
  ['python', 'a = """one'],
  ['python', "a = f'''one"],
  ['python', 'a = """one""" + """two'],
  ['python', '"""one\\"""'],
  ['go', 'a := `one'],
  ['java', 'var a = """'],
  ['csharp', 'var a = $@"one'],
  ['csharp', 'var a = @"one ""two""'],
  ['rust', 'let a = "one'],
  ['rust', 'let a = r##"one"#'],
  ['cpp', 'auto a = R"x(one)"'],
  ['shellscript', 'cat <<EOF'],
  ['shellscript', "cat <<'END OF IT' | sort"],
  ['shellscript', 'cat <<EOF\none\n  EOF'],
  ['shellscript', 'cat <<A <<B\none\nA\ntwo'],
  ['shellscript', "echo 'one"],
  ['shellscript', "echo $'it\\'s"],
  ['ruby', 'a = <<~SQL'],
  ['ruby', 'a = <<-text.strip\none\n'],
  ['ruby', '=begin\none'],
  ['perl', 'print <<"END";\none'],
  ['php', '$a = <<<HTML\n<p>'],
  ['php', "$a = 'one"],
  ['terraform', 'policy = <<-EOT\n  one'],
  ['dockerfile', 'RUN <<EOF\napt-get update'],
  ['lua', 'local a = [==[one]]'],
  ['powershell', '$a = @"\none "@'],
];

const inCode: readonly (readonly [language: string, code: string])[] = [
  ['cpp', 'cout <<x'],
  ['cpp', 'std::cout <<name <<"\\n";'],
  ['cpp', 'auto a = R"x(one)")x";'],
  ['c', "flags = 1 <<shift; // it's `"],
  ['java', 'int a = b <<c;'],
  ['python', 'a = b <<c'],
  ['python', '# """ it\'s\na = 1'],
  ['python', "a = \"'''\""],
  ['python', 'a = """one"""'],
  ['python', 'a = `'],
  ['typescript', "a = '`'"],
  ['typescript', '// `\nb();'],
  ['typescript', 'const a = b.split(/`/);'],
  ['typescript', 'const a = `${b ? `x${c}` : "}"}`;'],
  ['typescript', 'a = `one\n${b}\ntwo`;'],
  ['go', "a := '`'"],
  ['rust', "fn f<'a>(b: &'a str) -> char { '\"' }"],
  ['rust', 'let a = "one \\" two";'],
  ['csharp', 'var a = @"c:\\";'],
  ['shellscript', 'a=$((b <<c))'],
  ['shellscript', 'read a <<<"$b"'],
  ['shellscript', "cat <<EOF\nit's\nEOF"],
  ['shellscript', 'cat <<-EOF\n\tone\n\tEOF'],
  ['shellscript', "echo it\\'s # don't <<EOF"],
  ['ruby', 'class <<self'],
  ['ruby', 'list << VALUE'],
  ['ruby', 'a = <<~SQL\n  select\n  SQL'],
  ['php', "$a = <<<HTML\n<p>it's\n  HTML;"],
  ['lua', '-- [[ one'],
  ['lua', '--[[ one ]]'],
  ['plaintext', "it's `one"],
  ['constructor', '`'],
];

describe('endsInText', () => {
  it.each(inText)('%s ends in a text: %j', (language, code) => expect(endsInText(code, language)).toBe(true));

  it.each(inCode)('%s ends in code: %j', (language, code) => expect(endsInText(code, language)).toBe(false));

  it('takes no time to speak of over what an answer can hold', () => {
    const startMs = performance.now();
    for (const language of ['typescript', 'python', 'shellscript', 'php', 'cpp', 'ruby'])
      for (const piece of ['`${', '"""', "'", '<<A\n', '/*', '\\', '((', '${`{'])
        endsInText(piece.repeat(4_000 / piece.length), language);
    expect(performance.now() - startMs).toBeLessThan(1_000);
  });
});
