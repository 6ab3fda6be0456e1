import type { ChatMessage } from '../../protocol/engine';
import { fenceCode } from '../text/codeFence';

const code = `def first_lines(path, limit):
    count = 0
    lines = []
    with open(path) as file:
        for line in file:
            if count >= limit:
                break
            lines.append(line.rstrip())
            count += 1
    return lines`;

const answer = [
  '- `def first_lines(path, limit)`: takes the path of a file and the most lines that are wanted.',
  '- `count = 0`, `lines = []`: start the count at zero and the result empty.',
  '- `with open(path) as file`: opens the file, and closes it at the end.',
  '- `for line in file`: goes through the lines of the file one by one.',
  '- `if count >= limit: break`: ends the loop when there are enough lines.',
  '- `lines.append(line.rstrip())`: keeps the line without the blanks at its end.',
  '- `count += 1`: counts it.',
  '- `return lines`: gives back the lines that were kept.',
].join('\n');

/**
 * An explanation line by line as it should be, as a question and its answer. The 0.5B model that is told how items look prints the code, and copies
 * items that it is shown among the orders; what it has "said" before it goes on with.
 * @param question what is asked about code
 */
export function lineExample(question: (code: string) => string): readonly ChatMessage[] {
  return [
    { role: 'user', content: question(fenceCode('python', code)) },
    { role: 'assistant', content: answer },
  ];
}
