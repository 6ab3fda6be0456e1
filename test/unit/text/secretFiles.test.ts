import { describe, expect, it } from 'vitest';
import { isSecretFile } from '../../../src/core/text/secretFiles';

describe('isSecretFile', () => {
  it.each([
    '.env',
    '.env.local',
    'a/.env.production',
    'prod.env',
    '.envrc',
    'server.pem',
    'TLS.KEY',
    'a\\b\\id_rsa',
    'id_ed25519',
    'id_rsa.old',
    'store.p12',
    'cert.pfx',
    'my.kdbx',
    'credentials',
    'credentials.json',
    '.npmrc',
    '.netrc',
    '.pgpass',
    'secrets.yaml',
    'secrets',
    'config/secret.json',
    '/home/a/.ssh/config',
    'C:\\Users\\a\\.aws\\config',
    '.git-credentials',
    'terraform.tfvars',
    'x.keystore',
  ])('refuses %s', (path) => expect(isSecretFile(path)).toBe(true));

  it.each([
    'src/main.ts',
    'environment.ts',
    'src/env.ts',
    'keyboard.ts',
    'id_rsa.pub',
    'secretary.py',
    'credentialsProvider.java',
    'README.md',
    'monkey.py',
    'Untitled-1',
    'src/.environments/list.ts',
    'pem.go',
    '',
  ])('lets %s through', (path) => expect(isSecretFile(path)).toBe(false));
});
