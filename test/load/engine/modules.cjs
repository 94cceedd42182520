/**
 * Preloaded into a process that measures: whatever it loads gets n8n's packages from the installed n8n of the sandbox, as
 * it would inside that n8n, and not the older ones that this repository is developed with.
 */
const { createRequire, registerHooks } = require('node:module');
const { join, sep } = require('node:path');
const { fileURLToPath } = require('node:url');

const folder = process.env.PEDIDOS_BENCH_ENGINE;
const ofN8n = createRequire(join(folder, 'package.json'));
const isInN8n = (parent = '') => parent.startsWith('file:') && fileURLToPath(parent).startsWith(folder + sep);

registerHooks({
	resolve(specifier, context, next) {
		const isWanted = /^(n8n-|@n8n\/|reflect-metadata$)/.test(specifier) && !isInN8n(context.parentURL);
		return next(isWanted ? ofN8n.resolve(specifier) : specifier, context);
	},
});
