/** For tests: a chat without a server. It writes down what it is asked, and tells what a test says. */
import { ProgramError } from "../../../shared/process/errors.ts";
import { openPage } from "../gui/open-page.ts";
import type { Chat, ChatListeners } from "../gui/page-conversation.ts";

export interface FakeChat {
  /** What was asked of it, in order: `say hello`. The id of what is said is `id-` and its place here. */
  asked: string[];
  listeners: ChatListeners;
}

/** A chat that writes itself down among the others. */
export function fakeChat(listeners: ChatListeners, chats: FakeChat[]): Chat {
  const asked: string[] = [];
  chats.push({ asked, listeners });
  const note = (...words: string[]) => `id-${asked.push(words.join(" "))}`;
  return {
    enter: ({ action, name, password }) => void note(action, name, password),
    say: (text) => note("say", text),
    tell: (to, text) => note("tell", to, text),
    older: (before) => void note("older", ...(before === undefined ? [] : [`${before}`])),
    search: (text) => void note("search", text),
    leave: async () => {
      note("leave");
      await listeners.on({ type: "state", state: "ended" });
    },
  };
}

/** A page over fake chats, whose verifier asks about every fingerprint but for one that has changed. */
export async function openFakePage({ pagePort = 0 } = {}) {
  const chats: FakeChat[] = [];
  const page = await openPage({
    pagePort,
    address: "127.0.0.1:9090",
    encryption: "FC1",
    makeVerifier: (confirm) => async (fingerprint) => {
      if (fingerprint === "SHA256:changed") throw new ProgramError("HOST KEY CHANGED: …");
      if (!(await confirm(fingerprint))) throw new ProgramError("Cannot trust it: …");
    },
    open: (listeners) => fakeChat(listeners, chats),
  });
  return { page, chats };
}
