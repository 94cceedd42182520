require('tsx/cjs');
const { spawn } = require('node:child_process');
const { rm } = require('node:fs/promises');
const { dest, series, src } = require('gulp');

const clean = () => rm('dist', { recursive: true, force: true });

/** API documents -> `<Platform>.api.json` and output previews beside each node. Nothing reads YAML at run time. */
async function compile() {
	const { compileAll } = require('./core/api/compile');
	await compileAll(__dirname);
}

const typescript = () =>
	spawn(process.execPath, [require.resolve('typescript/bin/tsc'), '--project', 'tsconfig.build.json'], {
		stdio: 'inherit',
	});

/** What tsc leaves out, to the same places in dist, which is where n8n looks: beside the node that names it. */
const assets = () =>
	src(['icons/*.svg', 'nodes/**/*.node.json', 'nodes/**/__schema__/**/*.json'], {
		base: '.',
		encoding: false,
	}).pipe(dest('dist'));

/** The pages that are made from API documents, nodes and code: see core/api/compile/docs. */
async function docs() {
	const { writeDocs } = require('./core/api/compile/docs');
	writeDocs(__dirname);
}

/** The files of workflows/templates, from their descriptions in workflows/build. */
async function templates() {
	const { writeTemplates } = require('./workflows/build');
	await writeTemplates(__dirname);
}

exports.clean = clean;
exports.compile = compile;
// the descriptions of nodes import what compile writes
exports.docs = series(compile, docs);
exports.templates = templates;
// compile first: a mistake in a document leaves the last build in place.
exports.build = series(compile, clean, typescript, assets);
exports.default = exports.build;
