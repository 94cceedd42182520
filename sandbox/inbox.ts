import type { AddressInfo } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';

/** A message as the inbox received it. */
export interface InboxMessage {
	/** Sender and recipients of the SMTP conversation. */
	from: string;
	to: string[];
	subject: string;
	/** Plain text part, without spaces at its end. */
	text: string;
	html: string;
	receivedAt: Date;
}

export interface Inbox {
	/** Port on 127.0.0.1 that takes SMTP without login and without TLS. */
	readonly port: number;
	/** All messages since the start, oldest first. */
	readonly messages: readonly InboxMessage[];
	/** Called for every message that arrives from now on. */
	onMessage(listener: (message: InboxMessage) => void): void;
	/**
	 * Resolves to the first message, old or new, that the predicate accepts.
	 * @throws Error with the subjects of what did come when none was accepted in time (milliseconds)
	 */
	waitFor(accepts: (message: InboxMessage) => boolean, withinMs: number): Promise<InboxMessage>;
	close(): Promise<void>;
}

/** A mail server on this machine only that keeps what it is sent in memory and sends nothing on. Port 0 takes a free one. */
export async function startInbox(options: { port: number }): Promise<Inbox> {
	const messages: InboxMessage[] = [];
	const listeners = new Set<(message: InboxMessage) => void>();

	const server = new SMTPServer({
		authOptional: true,
		disabledCommands: ['STARTTLS'],
		disableReverseLookup: true,
		logger: false,
		closeTimeout: 1000,
		onAuth: (_login, _session, accept) => accept(null, { user: 'anyone' }),
		onData: (stream, session, accept) => {
			const chunks: Buffer[] = [];
			stream.on('data', (chunk: Buffer) => chunks.push(chunk));
			stream.on('error', (error) => accept(error));
			stream.on('end', () => {
				PostalMime.parse(Buffer.concat(chunks)).then(
					(email) => {
						const { mailFrom, rcptTo } = session.envelope;
						const message = toMessage(
							email,
							mailFrom ? mailFrom.address : '',
							rcptTo.map(({ address }) => address),
						);
						messages.push(message);
						for (const listener of [...listeners]) listener(message);
						accept();
					},
					(error: Error) => accept(error),
				);
			});
		},
	});
	// A client that breaks the connection must not end the program.
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(options.port, '127.0.0.1', () => {
			server.off('error', reject);
			server.on('error', () => undefined);
			resolve();
		});
	});

	return {
		port: (server.server.address() as AddressInfo).port,
		messages,
		onMessage: (listener) => void listeners.add(listener),
		waitFor: async (accepts, withinMs) => {
			const there = messages.find(accepts);
			if (there) return there;
			return await new Promise((resolve, reject) => {
				const timer = setTimeout(() => {
					listeners.delete(look);
					const subjects = messages.map(({ subject }) => `"${subject}"`).join(', ') || 'none';
					reject(new Error(`No such message after ${withinMs} ms. Messages so far: ${subjects}`));
				}, withinMs);
				const look = (message: InboxMessage) => {
					if (!accepts(message)) return;
					clearTimeout(timer);
					listeners.delete(look);
					resolve(message);
				};
				listeners.add(look);
			});
		},
		close: async () => await new Promise<void>((resolve) => server.close(() => resolve())),
	};
}

function toMessage(email: Email, from: string, to: string[]): InboxMessage {
	return {
		from,
		to,
		subject: email.subject ?? '',
		text: (email.text ?? '').trimEnd(),
		html: email.html ?? '',
		receivedAt: new Date(),
	};
}
