const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;

export type Handler = (
  request: Request,
  context: { params: Promise<unknown> },
) => Promise<Response> | Response;

type RouteModule = Partial<Record<(typeof METHODS)[number], Handler>>;

const modules = import.meta.glob<RouteModule>('../../app/api/**/route.ts');

/** `/api/jobs/{id}` of `../../app/api/jobs/[id]/route.ts`. */
function pathOf(file: string): string {
  return file
    .replace('../../app', '')
    .replace('/route.ts', '')
    .replaceAll(/\[([a-z]+)\]/gi, '{$1}');
}

/** Every route file but the one that answers for addresses that do not exist. */
const routes = Object.entries(modules)
  .filter(([file]) => !file.includes('[...'))
  .map(([file, load]) => ({ path: pathOf(file), load }))
  // As Next does, a name before a parameter.
  .sort((a, b) => a.path.split('{').length - b.path.split('{').length);

/** Each method that a route file exports, as `GET /api/jobs/{id}`. */
export async function exportedOperations(): Promise<string[]> {
  const loaded = await Promise.all(
    routes.map(async ({ path, load }) => ({ path, module: await load() })),
  );
  return loaded.flatMap(({ path, module }) =>
    METHODS.filter((method) => module[method] !== undefined).map((method) => `${method} ${path}`),
  );
}

/** The handler of an address as Next would choose it, with the parameters of the path. */
export async function findHandler(
  method: string,
  pathname: string,
): Promise<{ handler: Handler; params: Record<string, string> } | null> {
  for (const { path, load } of routes) {
    const params = matchPath(path, pathname);
    if (params === null) continue;
    const handler = (await load())[method as (typeof METHODS)[number]];
    return handler === undefined ? null : { handler, params };
  }
  return null;
}

function matchPath(path: string, pathname: string): Record<string, string> | null {
  const wanted = path.split('/');
  const given = pathname.split('/');
  if (wanted.length !== given.length) return null;
  const params: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const name = /^\{(.+)\}$/.exec(part)?.[1];
    const value = given[index] ?? '';
    if (name === undefined && part !== value) return null;
    if (name !== undefined) params[name] = decodeURIComponent(value);
  }
  return params;
}
