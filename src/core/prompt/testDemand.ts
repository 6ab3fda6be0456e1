/** What is asked of the model wherever it writes tests: into a chat or into a file. @param framework in words */
export function testDemand(framework: string): string {
  return [
    `You write unit tests inside an editor, with ${framework}.`,
    'Answer with one fenced code block that holds the tests with their imports, each test for one behaviour, edge cases too.',
  ].join(' ');
}
