/**
 * The page: draws what the chat client in the terminal tells, and sends it what the person wants. It
 * keeps nothing of its own: after a reload it is told everything again.
 */
import type { ToPage } from "../page-messages.ts";
import { find } from "./dom.ts";
import { type Loss, openLink } from "./link.ts";
import { LoginScreen } from "./login-screen.ts";
import { RoomScreen } from "./room-screen.ts";
import { StateView } from "./state-view.ts";

type Control = HTMLButtonElement | HTMLInputElement;

const stateView = new StateView();
const link = openLink(show, close);
const roomScreen = new RoomScreen(link);
const loginScreen = new LoginScreen((message) => link.send(message));

function show(messages: readonly ToPage[]): void {
  // What comes with the welcome has happened before: it is not news.
  const isNew = !messages.some(({ type }) => type === "welcome");
  roomScreen.follow(() => {
    for (const message of messages) draw(message, isNew);
  });
}

function draw(message: ToPage, isNew: boolean): void {
  switch (message.type) {
    case "welcome":
      stateView.clear();
      roomScreen.clear();
      showRoom(false);
      loginScreen.welcome(message.address, message.encryption);
      showServer(message.address, message.encryption);
      return;
    case "state":
      stateView.show(message);
      // First: what is hidden cannot take the focus.
      if (message.state === "ended") leaveRoom();
      loginScreen.showState(message);
      return;
    case "fingerprint":
      find("fingerprint", HTMLElement).replaceChildren(message.fingerprint);
      loginScreen.showFingerprint(message.fingerprint, message.standing);
      return;
    case "entered":
      showRoom(true);
      roomScreen.enter(message.name);
      return;
    case "draft":
      roomScreen.restoreDraft(message);
      return;
    case "refused":
      loginScreen.refuse(message.reason);
      return;
    case "members":
      roomScreen.showMembers(message.names);
      return;
    case "past":
      roomScreen.addPast(message);
      return;
    case "results":
      roomScreen.showResults(message);
      return;
    case "pending":
      roomScreen.addPending(message);
      return;
    case "acknowledged":
      roomScreen.acknowledge(message.id);
      return;
    case "not-taken":
      roomScreen.refuse(message.id, message.reason);
      return;
    case "message":
    case "private":
    case "joined":
    case "left":
    case "notice":
      roomScreen.addItem(message, isNew);
      return;
    default:
      message satisfies never;
  }
}

function showRoom(isIn: boolean): void {
  find("room", HTMLElement).hidden = !isIn;
  find("login-screen", HTMLElement).hidden = isIn;
}

/** What was said and written there is not for the next person at this computer. */
function leaveRoom(): void {
  showRoom(false);
  roomScreen.clear();
}

function showServer(address: string, encryption: string): void {
  find("address", HTMLElement).replaceChildren(address);
  find("encryption", HTMLElement).replaceChildren(
    `Encrypted with ${encryption}. Fingerprint of the server:`,
  );
}

/** Nothing is alive any more, and the page looks like it; what was said and written can still be read. */
function close({ title, why, canUseHere }: Loss): void {
  stateView.say("not in use");
  loginScreen.close();
  roomScreen.close(title, canUseHere);
  for (const control of document.querySelectorAll<Control>("button, input")) {
    control.disabled = true;
  }
  document.body.dataset.closed = "";
  find("closed-why", HTMLElement).replaceChildren(why);
  find("closed", HTMLElement).hidden = false;
  const useHere = find("use-here", HTMLButtonElement);
  useHere.disabled = false;
  useHere.hidden = !canUseHere;
  useHere.addEventListener("click", () => location.reload());
  (canUseHere ? useHere : find("closed-why", HTMLElement)).focus();
}
