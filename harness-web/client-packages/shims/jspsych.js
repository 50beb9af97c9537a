module.exports = globalThis.__crowdwork["jspsych"];
