module.exports = globalThis.__crowdwork["react-dom"];
