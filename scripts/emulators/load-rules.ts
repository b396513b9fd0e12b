interface RulesAnswer {
  issues?: { severity?: string; description?: string; sourcePosition?: { line?: number } }[];
  error?: { message?: string };
}

/**
 * Gives a project of a running Firestore emulator its rules.
 * @throws naming every issue: the emulator answers 200 even to rules with an unknown variable.
 */
export async function loadRules(host: string, projectId: string, rules: string): Promise<void> {
  const response = await fetch(`http://${host}/emulator/v1/projects/${projectId}:securityRules`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ rules: { files: [{ name: 'firestore.rules', content: rules }] } }),
  });
  const answer = (await response.json()) as RulesAnswer;
  if (answer.error !== undefined) {
    throw new Error(`firestore.rules was refused: ${answer.error.message ?? response.statusText}`);
  }
  if (answer.issues !== undefined && answer.issues.length > 0) {
    const lines = answer.issues.map(
      (issue) =>
        `  line ${String(issue.sourcePosition?.line ?? '?')}: ${issue.description ?? 'unknown issue'}`,
    );
    throw new Error(`firestore.rules has issues:\n${lines.join('\n')}`);
  }
}
