import { dotnetHeader, goHeader, jvmHeader, nativeHeader, rustHeader } from './compiledHeaders';
import { pythonHeader } from './pythonHeader';
import { batsHeader, luaHeader, phpHeader, rubyHeader } from './scriptedHeaders';
import { scriptHeader } from './scriptHeader';
import type { HeaderParts, NoHeader, TestHeader } from './testHeader';

/** The header of a test file, or why no other file can reach what is to be tested. */
export async function headerFor(parts: HeaderParts): Promise<TestHeader | NoHeader> {
  switch (parts.snapshot.languageId) {
    case 'python':
      return pythonHeader(parts);
    case 'go':
      return goHeader(parts);
    case 'rust':
      return rustHeader(parts);
    case 'java':
    case 'kotlin':
      return jvmHeader(parts);
    case 'csharp':
      return dotnetHeader(parts);
    case 'c':
    case 'cpp':
      return nativeHeader(parts);
    case 'ruby':
      return rubyHeader(parts);
    case 'php':
      return phpHeader(parts);
    case 'lua':
      return luaHeader(parts);
    case 'shellscript':
      return batsHeader(parts);
    default:
      return scriptHeader(parts);
  }
}
