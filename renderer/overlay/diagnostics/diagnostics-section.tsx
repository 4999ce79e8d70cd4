export default function DiagnosticsSection() {
  return null;
}
