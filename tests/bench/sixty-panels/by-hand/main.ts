// The page that the wall is measured against: it draws the same panels at the same sizes as directly as can be, with
// uPlot, a canvas and the DOM. It believes its server, knows no ages, and shows nothing when something is wrong.
import uPlot from "uplot";
import { formatText, formatValue } from "../../../../renderer/panels/format-value.ts";
import type { Frame, FrameOf } from "../../../../server/protocol/frames.ts";
import type { ServerMessage } from "../../../../server/protocol/messages.ts";
import type { Panel } from "../../../../server/protocol/wall.ts";

const drawings = new Map<string, (frame: Frame) => void>();
const pending = new Map<string, number>();
const socket = new WebSocket(new URL("/live", location.href).href.replace(/^http/, "ws"));
socket.addEventListener("message", ({ data }) => receive(JSON.parse(String(data))));

function receive(message: ServerMessage): void {
  if (message.type === "welcome") {
    for (const panel of message.wall.pages[0]?.panels ?? []) drawings.set(panel.id, build(panel));
    for (const { panel, frame } of message.frames) drawings.get(panel)?.(frame);
  }
  if (message.type !== "frame") return;
  drawings.get(message.panel)?.(message.frame);
  if (pending.size === 0) requestAnimationFrame(() => setTimeout(report));
  pending.set(message.panel, message.seq);
}

function report(): void {
  for (const [panel, seq] of pending) socket.send(JSON.stringify({ type: "drawn", panel, seq }));
  pending.clear();
}

function build({ type, title, at: [x, y, width, height] }: Panel): (frame: Frame) => void {
  const tile = add(document.getElementById("wall"), "article", "tile");
  tile.style.gridArea = `${y + 1} / ${x + 1} / span ${height} / span ${width}`;
  add(tile, "h2", "title").textContent = title;
  const body = add(tile, "div", "body");
  if (type === "series") return buildSeries(body);
  if (type === "status") return buildStates(body);
  return buildStat(body, height > 1);
}

function buildStat(body: HTMLElement, withTrend: boolean): (frame: Frame) => void {
  const number = add(body, "strong", "number");
  const unit = add(body, "span", "unit");
  const canvas = document.createElement("canvas");
  const box = add(body, "div", "spark");
  box.append(canvas);
  const { clientWidth: width, clientHeight: height } = box;
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext("2d");
  return (frame) => {
    if (frame.kind !== "stat" || !context) return;
    const reading = formatValue(frame.value, frame.unit);
    write(number, reading.number);
    write(unit, reading.unit);
    if (!withTrend) return;
    context.clearRect(0, 0, width, height);
    context.strokeStyle = "#1c232b";
    context.lineWidth = 1;
    context.strokeRect(-1, height - 0.5, width + 2, height);
    const samples = frame.trend.filter((value) => value !== null);
    const least = Math.min(...samples);
    const range = Math.max(...samples) - least || 1;
    context.strokeStyle = "#aeb9c5";
    context.lineWidth = 5.6;
    context.lineJoin = "round";
    context.beginPath();
    samples.forEach((value, index) => {
      const left = (index * width) / (samples.length - 1);
      const top = height - 11 - ((value - least) / range) * (height - 22);
      if (index === 0) context.moveTo(left, top);
      else context.lineTo(left, top);
    });
    context.stroke();
  };
}

/** Of twelve states the wall finds room for one, and says how many there are besides. */
function buildStates(body: HTMLElement): (frame: Frame) => void {
  const cells = add(body, "div", "cells");
  let details: HTMLElement[] = [];
  return (frame) => {
    if (frame.kind !== "states") return;
    if (details.length === 0) {
      details = frame.states.slice(0, 1).map(({ name }) => {
        const cell = add(cells, "div", "cell");
        add(cell, "strong", "name").textContent = name;
        return add(cell, "span", "detail");
      });
      add(cells, "div", "cell").textContent = `+${frame.states.length - 1} more, worst: ok`;
    }
    for (const [index, { value }] of frame.states.entries()) {
      const detail = details[index];
      if (detail) write(detail, value);
    }
  };
}

function buildSeries(body: HTMLElement): (frame: Frame) => void {
  const head = add(body, "p", "values");
  const host = add(body, "div", "plot");
  let chart: uPlot | undefined;
  let values: { number: HTMLElement; unit: HTMLElement }[] = [];
  return (frame) => {
    if (frame.kind !== "series") return;
    const data: uPlot.AlignedData = [frame.times, ...frame.series.map((one) => one.values)];
    if (!chart) {
      values = [{ number: add(head, "strong", ""), unit: add(head, "span", "unit") }];
      add(head, "span", "unit").textContent = " +1 more";
      chart = new uPlot(options(frame, host), data, host);
    } else chart.setData(data);
    for (const [index, one] of frame.series.entries()) {
      const reading = formatValue(one.values.at(-1) ?? null, frame.unit);
      const shown = values[index];
      if (!shown) continue;
      write(shown.number, reading.number);
      write(shown.unit, `${reading.unit} ${one.name}`);
    }
  };
}

function options(frame: FrameOf<"series">, { clientWidth: width, clientHeight: height }: HTMLElement): uPlot.Options {
  const font = '400 36.7px "Inter", sans-serif';
  const axis = { font, stroke: "#9ba7b4", ticks: { show: false } };
  const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
  return {
    width,
    height,
    ms: 1,
    padding: [29, 0, 0, 0],
    cursor: { show: false },
    legend: { show: false },
    scales: { y: { range: (_, _least, most) => [0, most * 1.08] } },
    axes: [
      {
        ...axis,
        size: 55,
        space: 220,
        grid: { show: false },
        values: (_, splits) => splits.map((at) => clock.format(at)),
      },
      {
        ...axis,
        // oxlint-disable-next-line typescript/no-unsafe-enum-assignment -- Side is a const enum: with isolated modules it has no value to name
        side: 1,
        size: 0,
        space: 117,
        grid: { stroke: "#1c232b", width: 1 },
        values: (_, splits) => splits.map((value) => formatText(value, frame.unit)),
      },
    ],
    series: [
      {},
      { stroke: "#aeb9c5", width: 5.6, fill: "#1a2029", points: { show: false } },
      { stroke: "#5f6d7b", width: 5.6, points: { show: false } },
    ],
  };
}

/** Into the text that is there, which is less work for the browser than another one in its place. */
function write(element: HTMLElement, text: string): void {
  if (element.firstChild) element.firstChild.nodeValue = text;
  else element.textContent = text;
}

function add(parent: HTMLElement | null, tag: string, className: string): HTMLElement {
  const element = document.createElement(tag);
  element.className = className;
  parent?.append(element);
  return element;
}
