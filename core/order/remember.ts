/** Longer texts than this are no words that come again. */
const LONGEST = 60;

/**
 * Remembers what a pure function made of the numbers and short texts that it was given lately: platforms send the same
 * names, words and days with every order. What it made is shared, so nobody may change it. However many keys come, and
 * whoever thought them up, never more than `most` are kept: then it begins anew.
 */
export function remember<Key extends string | number, Made>(
	most: number,
	make: (key: Key) => Made,
): (key: Key) => Made {
	const made = new Map<Key, Made>();
	return (key) => {
		const known = made.get(key);
		if (known !== undefined) return known;
		const fresh = make(key);
		if (typeof key === 'string' && key.length > LONGEST) return fresh;
		if (made.size >= most) made.clear();
		made.set(key, fresh);
		return fresh;
	};
}
