import { sharedLogin } from '../../core/login';

/** A platform that keeps its logins waiting until it is told what to answer. */
function platform() {
	const asked: Array<{ resolve(token: string): void; reject(error: Error): void }> = [];
	return {
		asked,
		login: () => new Promise<string>((resolve, reject) => asked.push({ resolve, reject })),
	};
}

let accounts = 0;
const somebody = () => ({ email: `ana${++accounts}@example.com`, password: 'secret', token: '' });

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

it('logs in once for items that ask at the same time', async () => {
	const { asked, login } = platform();
	const who = somebody();
	const tokens = [1, 2, 3].map(() => sharedLogin({ ...who }, login));
	expect(asked).toHaveLength(1);
	asked[0]?.resolve('token 1');
	expect(await Promise.all(tokens)).toEqual(['token 1', 'token 1', 'token 1']);
});

it('serves an item that read the credential before n8n had stored the token', async () => {
	const { asked, login } = platform();
	const who = somebody();
	const first = sharedLogin(who, login);
	asked[0]?.resolve('token 1');
	await first;
	jest.setSystemTime(Date.now() + 2_000);
	expect(await sharedLogin(who, login)).toBe('token 1');
	expect(asked).toHaveLength(1);
});

it('logs in again when the token was refused, for other values, and later', async () => {
	const { asked, login } = platform();
	const who = somebody();
	const first = sharedLogin(who, login);
	asked[0]?.resolve('token 1');
	await first;
	const renewed = sharedLogin({ ...who, token: 'token 1' }, login);
	asked[1]?.resolve('token 2');
	expect(await renewed).toBe('token 2');
	const other = sharedLogin({ ...who, password: 'new secret' }, login);
	asked[2]?.resolve('token 3');
	expect(await other).toBe('token 3');
	jest.setSystemTime(Date.now() + 2_001);
	const later = sharedLogin(who, login);
	asked[3]?.resolve('token 4');
	expect(await later).toBe('token 4');
});

it('tells everybody who waits that a login was refused, and tries again for the next one', async () => {
	const { asked, login } = platform();
	const who = somebody();
	const waiting = [sharedLogin(who, login), sharedLogin(who, login)];
	asked[0]?.reject(new Error('refused'));
	expect((await Promise.allSettled(waiting)).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
	const next = sharedLogin(who, login);
	asked[1]?.resolve('token 1');
	expect(await next).toBe('token 1');
});
