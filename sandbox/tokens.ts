import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

export interface Tokens {
	/** A signed JWT and its expiry in Unix seconds. */
	issue(subject: string): { token: string; expire: number };
	isValid(token: string): boolean;
	/** Makes every token given out so far invalid. */
	expireAll(): void;
}

interface Claims {
	exp: number;
	generation: number;
}

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

/**
 * JSON Web Tokens signed with HS256 and a key that lives as long as the process.
 * @param now milliseconds since 1970
 * @param lifetime seconds
 */
export function createTokens(now: () => number, lifetime: number): Tokens {
	const key = randomBytes(32);
	let generation = 0;
	let issued = 0;
	const sign = (text: string) => createHmac('sha256', key).update(text).digest();

	return {
		issue(subject) {
			const iat = Math.floor(now() / 1000);
			const expire = iat + lifetime;
			const claims = { sub: subject, iat, exp: expire, jti: String(++issued), generation };
			const text = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`;
			return { token: `${text}.${sign(text).toString('base64url')}`, expire };
		},
		isValid(token) {
			const [header, payload, signature, ...rest] = token.split('.');
			if (!header || !payload || !signature || rest.length > 0) return false;
			const given = Buffer.from(signature, 'base64url');
			const wanted = sign(`${header}.${payload}`);
			if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return false;
			// Signed by us, so the payload is what `issue` wrote.
			const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Claims;
			return claims.generation === generation && claims.exp > now() / 1000;
		},
		expireAll() {
			generation++;
		},
	};
}
