module.exports = globalThis.__crowdwork["react/jsx-runtime"];
