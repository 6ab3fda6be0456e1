import { PlainError } from '../../base/errors';
import type { DocumentSnapshot } from './snapshot';

/**
 * Files that hold keys, passwords or tokens by their very name. Nothing of them is ever completed, indexed or put into a prompt.
 * Names after gitleaks' and GitHub's lists of sensitive files; compared without regard to case.
 */
const secretNames: readonly RegExp[] = [
  /^\.env/,
  /.\.env$/,
  /\.(pem|key|p12|pfx|kdbx|kdb|jks|keystore|ppk|p8|gpg|ovpn|tfvars|tfstate|agekey)$/,
  /^id_(rsa|dsa|ecdsa|ed25519)/,
  /^\.(npmrc|yarnrc\.yml|netrc|pgpass|my\.cnf|pypirc|htpasswd|git-credentials|dockercfg|s3cfg|boto|vault-token|terraformrc)$/,
  /^_netrc$/,
  /^secrets?(\..+)?$/,
  /^credentials?(\.(ya?ml|json|toml|ini|env|properties|txt|xml|cfg|conf|csv|db))?$/,
  /^(authorized_keys|known_hosts|terraform\.rc|kubeconfig)$/,
];
/** Folders in which every file counts as secret. */
const secretFolders: readonly string[] = ['.ssh', '.gnupg', '.aws', '.azure', '.kube', '.password-store'];
/** The public halves of keys are made to be read. */
const publicName = /\.pub$/;

/** True for a path (any slashes, absolute or not) whose content must never reach a prompt. */
export function isSecretFile(path: string): boolean {
  const parts = path.toLowerCase().split(/[\\/]/);
  const name = parts.pop() ?? '';
  if (parts.some((part) => secretFolders.includes(part))) return true;
  return !publicName.test(name) && secretNames.some((pattern) => pattern.test(name));
}

type NamedDocument = Pick<DocumentSnapshot, 'path' | 'uri'>;

/** As `isSecretFile` for a document. The path within the workspace may hide a folder that only the URI names. */
export function isSecretDocument({ path, uri }: NamedDocument): boolean {
  return isSecretFile(path) || isSecretFile(pathOf(uri));
}

/** Call before anything of a document is put into a prompt. @throws PlainError `secretFile` */
export function refuseSecretFile(document: NamedDocument): void {
  if (!isSecretDocument(document)) return;
  throw new PlainError(
    'secretFile',
    `The name of "${document.path}" says that it holds keys or passwords; such files are never given to a model.`,
    'Rename the file if it holds no secrets.',
  );
}

/** The path part of a URI, decoded where it can be; a bare path stays as it is. */
function pathOf(uri: string): string {
  const path = uri.replace(/[?#].*$/, '');
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
