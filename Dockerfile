# The worker, with the speech engine that needs no key. The app needs no image of its own: see docs/deploy.md.
FROM node:22-bookworm-slim AS build

WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY tsconfig.json ./
COPY lib ./lib
COPY worker ./worker
COPY scripts/build ./scripts/build
RUN npm run build:worker && npm prune --omit=dev

FROM node:22-bookworm-slim

RUN apt-get update \
  && apt-get install -y --no-install-recommends pocketsphinx pocketsphinx-en-us \
  && rm -rf /var/lib/apt/lists/*

WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist/worker ./dist/worker

ENV NODE_ENV=production
USER node
# No npm between the platform and the worker: SIGTERM must reach it, so that it drains.
CMD ["node", "dist/worker/index.mjs"]
