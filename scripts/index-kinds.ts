/**
 * `npm run kinds`: writes the two lists that follow from the files: every kind that is declared, and the work
 * of each. `--check` writes nothing and fails when a list is stale.
 */
import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { format, resolveConfig } from 'prettier';

const KINDS_FOLDER = 'lib/jobs/kinds';
const WORK_FOLDER = 'lib/work';

const check = process.argv.includes('--check');

const names = await kindNames();
const indexes = [
  { file: path.join(KINDS_FOLDER, 'index.ts'), text: kindsIndex(names) },
  { file: path.join(WORK_FOLDER, 'index.ts'), text: workIndex(names) },
];
const problems = names
  .filter((name) => !existsSync(path.join(WORK_FOLDER, `${name}.ts`)))
  .map((name) => `The kind ${name} has no work: write ${WORK_FOLDER}/${name}.ts.`);

for (const { file, text } of indexes) {
  const formatted = await format(text, { ...(await resolveConfig(file)), filepath: file });
  const current = existsSync(file) ? await readFile(file, 'utf8') : '';
  if (current === formatted) continue;
  if (check) problems.push(`${file} is stale: run npm run kinds.`);
  else await writeFile(file, formatted);
}

for (const problem of problems) process.stderr.write(`${problem}\n`);
process.exitCode = problems.length === 0 ? 0 : 1;

/** Sorted. @throws when a file declares a kind under another name than its own. */
async function kindNames(): Promise<string[]> {
  const files = (await readdir(KINDS_FOLDER)).filter(
    (file) => file.endsWith('.ts') && file !== 'index.ts',
  );
  const found: string[] = [];
  for (const file of files.sort()) {
    const source = await readFile(path.join(KINDS_FOLDER, file), 'utf8');
    const declared = /export const (\w+) = defineKind\(\{\s*name: '([^']*)'/.exec(source);
    if (declared === null) continue;
    const name = path.basename(file, '.ts');
    if (declared[2] !== name || declared[1] !== `${camelCase(name)}Kind`) {
      throw new Error(
        `${KINDS_FOLDER}/${file} must declare ${camelCase(name)}Kind with the name '${name}'.`,
      );
    }
    found.push(name);
  }
  return found;
}

function kindsIndex(kinds: string[]): string {
  return `// Written by \`npm run kinds\` from the files of this folder that call defineKind.
${kinds.map((name) => `import { ${camelCase(name)}Kind } from './${name}';`).join('\n')}

export const KINDS = {
${kinds.map((name) => `  ${name}: ${camelCase(name)}Kind,`).join('\n')}
} as const;
`;
}

function workIndex(kinds: string[]): string {
  const imports = [
    ...kinds.map((name) => ({ from: `./${name}`, line: `import { ${camelCase(name)}Work }` })),
    { from: './services', line: 'import type { WorkServices }' },
  ].sort((a, b) => a.from.localeCompare(b.from, 'en'));
  return `// Written by \`npm run kinds\` from the kinds that are declared.
import type { Work } from '../queue/work';
${imports.map(({ from, line }) => `${line} from '${from}';`).join('\n')}

/** What every kind of job does. */
export function allWork(services: WorkServices): Work[] {
  return [
${kinds.map((name) => `    ${camelCase(name)}Work(services),`).join('\n')}
  ];
}
`;
}

function camelCase(name: string): string {
  return name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}
