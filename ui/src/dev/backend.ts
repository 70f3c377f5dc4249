import { emit } from "@tauri-apps/api/event";
import { mockIPC } from "@tauri-apps/api/mocks";

import type {
  DesignEdit,
  DesignerView,
  Language,
  PollingAct,
  PollingView,
  ResidentView,
  SecretKind,
  ShelterInput,
  ShelterView,
  StaffView,
} from "../generated/bindings";
import { designerForms, designerView, edited } from "./designer-samples";
import { numbered } from "./numbered";
import { afterPollingAct } from "./polling-pretend";
import { pollingSamples } from "./polling-samples";
import { after, type Args } from "./pretend";
import { problemCodes, residentSteps, staffSamples } from "./samples";
import { found } from "./shelter-people";
import { afterAct } from "./shelter-pretend";
import { shelterSamples } from "./shelter-samples";
import { postal, timesSample } from "./times-samples";

/**
 * Answers as the application would, in a plain browser during development only:
 * `index.html?show=filling`, `resident.html?show=enter&language=easy`.
 */
export function pretendToBeTauri(): void {
  // As the application does (freezePrototype), so that whatever breaks by it breaks here first.
  Object.freeze(Object.prototype);

  const query = new URLSearchParams(location.search);
  const show = query.get("show") ?? "";
  const language = (query.get("language") ?? "ja") as Language;
  let staff: StaffView = structuredClone(staffSamples[show] ?? staffSamples["choosing"]) as StaffView;
  let shelter = (shelterSamples[show] ?? shelterSamples["shelter-off"]) as ShelterView;
  let polling = (pollingSamples[show] ?? pollingSamples["polling-off"]) as PollingView;
  const code = problemCodes.find((each) => show === `problem-${each}`);
  const step = residentSteps[show] ?? (code ? { step: "problem" as const, code } : { step: "welcome" as const });
  let designed: DesignerView | null = null;
  let resident: ResidentView = { language, step };

  const changed = async () => {
    await emit("staff-view", numbered(staff));
    await emit("resident-view", numbered(resident));
    await emit("shelter-view", numbered(shelter));
    await emit("polling-view", numbered(polling));
  };
  const digits = (change: (now: number, length: number) => number) => {
    if (resident.step.step !== "enter") return;
    const { digits: now, length } = resident.step;
    resident = { ...resident, step: { ...resident.step, digits: Math.min(length, Math.max(0, change(now, length))) } };
  };

  mockIPC(
    async (command, payload) => {
      const args = (payload ?? {}) as {
        page: number;
        widthPx: number;
        language: Language;
        resident?: string;
        secret?: SecretKind;
      };
      switch (command) {
        case "staff_view":
          return numbered(staff);
        case "resident_view":
          return numbered(resident);
        case "shelter_view":
          return numbered(shelter);
        case "shelter_find":
          return found((payload as { text: string }).text);
        case "shelter_list":
          return found("ミホン");
        case "shelter_act":
          shelter = afterAct(shelter, (payload as { input: ShelterInput }).input);
          break;
        case "polling_view":
          return numbered(polling);
        case "polling_act":
          polling = afterPollingAct(polling, (payload as { input: PollingAct }).input);
          break;
        case "preview_page":
          return samplePage(args.page, args.widthPx);
        case "set_language":
          resident = { ...resident, language: args.language };
          staff = { ...staff, language: args.language };
          break;
        case "press":
          digits((now) => now + 1);
          break;
        case "erase":
          digits((now) => now - 1);
          break;
        case "answer":
        case "leave_for_hand":
        case "want_form":
        case "want_member":
        case "add_person":
        case "remove_person":
        case "to_forms":
        case "to_guide":
        case "choose_guide":
        case "choose_form":
        case "end_session":
          staff = { ...staff, desk: after(staff.desk, command, payload as Args) };
          break;
        case "postal_by_code":
          return postal.filter((each) => each.code === (payload as { code: string }).code.replace(/\D/g, ""));
        case "postal_of_address":
          return postal.filter((each) => (payload as { address: string }).address.startsWith(each.address));
        case "designer_forms":
          return designerForms;
        case "designer_page":
          return samplePage(args.page, args.widthPx);
        case "designer_open":
        case "designer_copy":
        case "designer_over_pdf":
          designed = designerView;
          return designed;
        case "designer_edit":
          designed = designed && edited(designed, (payload as { edit: DesignEdit }).edit);
          return designed;
        case "designer_save":
          designed = designed && { ...designed, unsaved: false };
          return designed;
        case "designer_close":
          designed = null;
          return null;
        case "designer_view":
        case "designer_undo":
          return designed;
        case "times":
          return timesSample;
        case "export_times":
          return "/home/desk/times-2026-11-21.csv";
        case "use_secret":
          if (resident.step.step === "enter" && args.secret) {
            const isPin = args.secret === "pin";
            const length = isPin ? 4 : 14;
            resident = { ...resident, step: { ...resident.step, secret: args.secret, digits: 0, length } };
          }
          break;
        case "insert_training_card":
        case "remove_training_card":
          if (staff.training) {
            staff = { ...staff, training: { ...staff.training, inserted: args.resident ?? null } };
          }
          break;
      }
      await changed();
      return null;
    },
    { shouldMockEvents: true },
  );
}

/** A page with grey lines where a form would be. */
async function samplePage(page: number, widthPx: number): Promise<ArrayBuffer> {
  const canvas = document.createElement("canvas");
  canvas.width = widthPx;
  canvas.height = Math.round(widthPx * Math.SQRT2);
  const pen = canvas.getContext("2d");
  if (pen) {
    const mm = widthPx / 210;
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.fillStyle = "#222";
    pen.font = `${7 * mm}px sans-serif`;
    pen.fillText(`見本の様式 ${page + 1}`, 20 * mm, 28 * mm);
    pen.strokeStyle = "#555";
    pen.lineWidth = 0.4 * mm;
    for (let row = 0; row < 14; row++) pen.strokeRect(20 * mm, (45 + row * 15) * mm, 170 * mm, 15 * mm);
    pen.strokeRect(20 * mm, 45 * mm, 40 * mm, 210 * mm);
  }
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done));
  return blob ? blob.arrayBuffer() : new ArrayBuffer(0);
}
