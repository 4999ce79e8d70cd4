import { Brightness } from "./brightness.tsx";
import { Pages } from "./pages.tsx";
import { Sound } from "./sound.tsx";

/** What this screen shows, how bright, and whether it sounds. It holds for this screen's machine alone. */
export default function ScreenSection() {
  return (
    <div className="blocks">
      <Pages />
      <Brightness />
      <Sound />
    </div>
  );
}
