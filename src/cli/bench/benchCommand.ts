import type { Command } from 'commander';
import type { CliTools } from '../cliTools';
import { addConfidenceCommand } from './confidenceCommand';
import { addExplainBenchCommand } from './explainBenchCommand';
import { addFixBenchCommand } from './fixBenchCommand';
import { addQualityCommand } from './qualityCommand';
import { addTypingCommand } from './typingCommand';

/** `plinth bench …`: what this machine and this model do. */
export function addBenchCommand(program: Command, tools: CliTools): void {
  const bench = program.command('bench').description('measure what this machine and this model do');
  addQualityCommand(bench, tools);
  addConfidenceCommand(bench, tools);
  addTypingCommand(bench, tools);
  addExplainBenchCommand(bench, tools);
  addFixBenchCommand(bench, tools);
}
