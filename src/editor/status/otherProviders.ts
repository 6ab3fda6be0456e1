import * as vscode from 'vscode';

/**
 * Extensions that also answer inline completions; the editor mixes the answers of all of them. A list, because the editor tells no
 * extension who else has registered.
 */
const knownIds: readonly string[] = [
  'GitHub.copilot',
  'GitHub.copilot-chat',
  'Continue.continue',
  'TabbyML.vscode-tabby',
  'sourcegraph.cody-ai',
  'ggml-org.llama-vscode',
  'Codeium.codeium',
  'supermaven.supermaven',
  'TabNine.tabnine-vscode',
  'AmazonWebServices.amazon-q-vscode',
  'Google.geminicodeassist',
  'rjmacarthy.twinny',
  'Augment.vscode-augment',
  'HuggingFace.huggingface-vscode',
  'smallcloud.codify',
  'kilocode.Kilo-Code',
  'GitLab.gitlab-workflow',
  'Alibaba-Cloud.tongyi-lingma',
];

/** Names of those that are active now. */
export function activeOtherProviders(): readonly string[] {
  return knownIds.flatMap((id) => {
    const extension = vscode.extensions.getExtension<unknown>(id);
    if (extension?.isActive !== true) return [];
    const manifest = extension.packageJSON as { readonly displayName?: unknown };
    return [typeof manifest.displayName === 'string' ? manifest.displayName : id];
  });
}
