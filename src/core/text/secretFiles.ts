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
