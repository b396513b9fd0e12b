// Stands in for the package `server-only`, which throws outside the bundler that gives it its meaning.
export {};
