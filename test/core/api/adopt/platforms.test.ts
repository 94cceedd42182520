import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { adopt } from '../../../../core/api/adopt/adopt';
import { shapeOf } from '../../../../core/api/adopt/address';
import { documentFiles, readDocument } from '../../../../core/api/compile/document';
import { foreignCopy } from './support/foreignCopy';
import { Workplace } from './support/workplace';

const workplace = new Workplace().open();

const repository = path.join(__dirname, '../../../..');
const folders = readdirSync(path.join(repository, 'nodes')).filter((folder) => filesOf(folder).length > 0);

function filesOf(folder: string): string[] {
	return documentFiles(path.join(repository, 'nodes', folder));
}

/** A copy of the platform's document in the workplace. */
function copyOf(folder: string): string[] {
	return filesOf(folder).map((file) =>
		workplace.write(path.relative(repository, file), readFileSync(file, 'utf8')),
	);
}

/** Its foreign operations are those of another platform. */
function disguised(folder: string) {
	const other = folders.find((one) => one !== folder) ?? folder;
	return foreignCopy(filesOf(folder), filesOf(other), 7);
}

const comments = (files: string[]) =>
	files.flatMap((file) => readFileSync(file, 'utf8').match(/(^|\s)#.*$/gm) ?? []).sort();

const addresses = (files: string[]) =>
	new Map(readDocument(files).operations.map(({ id, method, path: at }) => [id, `${method} ${shapeOf(at)}`]));

describe.each(folders)('our document of %s', (folder) => {
	it('takes a disguised official file over, keeps what was uncertain, and every comment', () => {
		const { document, truth } = disguised(folder);
		const files = copyOf(folder);
		const before = { addresses: addresses(files), comments: comments(files) };
		const file = workplace.write('official.json', document);

		const { plan } = adopt({ root: workplace.root, platform: folder, file });

		const adopted = new Set(plan.changes.map(({ id }) => id));
		const official = new Map([...truth].map(([key, id]) => [id, shapeOf(key)]));
		expect(adopted.size).toBeGreaterThan(before.addresses.size / 2);
		for (const [id, address] of addresses(files)) {
			const expected = adopted.has(id) ? official.get(id) : before.addresses.get(id);
			expect([id, address]).toEqual([id, expected]);
		}
		expect(comments(files)).toEqual(before.comments);
		const evidence = readDocument(files).operations.filter(({ id }) => adopted.has(id));
		expect(new Set(evidence.map((operation) => operation.evidence))).toEqual(new Set(['documented']));
	});

	it('does not move again what was adopted before', () => {
		const file = workplace.write('official.json', disguised(folder).document);
		copyOf(folder);
		const once = adopt({ root: workplace.root, platform: folder, file });
		const twice = adopt({ root: workplace.root, platform: folder, file });
		const known = new Set(once.plan.changes.map(({ id }) => id));
		const moved = twice.plan.changes.filter(
			({ id, from, to }) => known.has(id) && (from.path !== to.path || from.method !== to.method),
		);
		expect(moved).toEqual([]);
	});
});
