/** `npm start`: from a fresh clone to a running n8n with the nodes in it. Plain JavaScript, because TypeScript needs what it installs. */
const { ensureInstalled, exitWith } = require('./ensure-installed');

async function main() {
	await ensureInstalled();
	// Both, because the sandbox loads its platforms by import().
	require('tsx/cjs/api').register();
	(await import('tsx/esm/api')).register();
	const { start } = require('./start/main.ts');
	await start(process.argv.slice(2));
}

main().catch(exitWith);
