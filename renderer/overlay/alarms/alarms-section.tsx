import { useStore } from "../../link/use-store.ts";

export default function AlarmsSection() {
  const alarms = useStore("alarms", (store) => store.alarms());
  return <p>{alarms.size} alarms</p>;
}
