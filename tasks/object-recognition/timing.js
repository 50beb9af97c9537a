import { useEffect, useState } from "react";

const fixationMs = 500;
const blankMs = 500;
const framesToMeasure = 40;

/** Fetches pictures and paints each onto a canvas of its own, so that showing one costs a copy and nothing else. */
export function usePictures(files, addressOf) {
  const [painted] = useState(() => new Map());
  const [loaded, setLoaded] = useState(0);
  const [failed, setFailed] = useState(false);
  const [attempt, setAttempt] = useState(0);
  const names = files?.join(" ") ?? "";

  useEffect(() => {
    let isOver = false;
    const fetchOne = async file => {
      if (!painted.has(file)) painted.set(file, await paint(addressOf(file)));
      if (!isOver) setLoaded(painted.size);
    };
    setFailed(false);
    Promise.all((files ?? []).map(fetchOne)).catch(() => { if (!isOver) setFailed(true); });
    return () => { isOver = true; };
  }, [names, attempt]);

  const of = files?.length ?? 0;
  return { loaded, of, failed, ready: of > 0 && loaded >= of, get: file => painted.get(file), again: () => setAttempt(attempt + 1) };
}

async function paint(address) {
  const image = new Image();
  image.src = address;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 400;
  canvas.getContext("2d").drawImage(image, 0, 0, 400, 400);
  return canvas;
}

/** The time between two frames of this screen: the median of some forty. */
export async function measureFrames() {
  const times = [];
  while (times.length <= framesToMeasure) times.push(await nextFrame());
  const gaps = times.slice(1).map((time, index) => time - times[index]).sort((a, b) => a - b);
  return gaps[gaps.length >> 1];
}

/**
 * Cross, picture, grey. Changes happen in frames, at the one that is nearest to the time that was planned; what is reported is when they really happened.
 * `readyAt` is the beginning of the frame from which on may be answered, on the clock that events have.
 */
export async function play(canvas, picture, stimulusMs, frameMs) {
  const pen = canvas.getContext("2d");
  const fixation = await hold(fixationMs, () => cross(pen));
  const stimulus = await hold(stimulusMs, () => pen.drawImage(picture, 0, 0), fixation.end);
  const blank = await hold(blankMs, () => clear(pen), stimulus.end);
  return { FixationMs: fixation.took, StimulusMs: stimulus.took, BlankMs: blank.took, readyAt: blank.end };

  async function hold(planned, draw, since) {
    const begin = since ?? await nextFrame();
    draw();
    let time = begin;
    // Half a frame too early is nearer than half a frame too late.
    while (time - begin < planned - frameMs / 2) time = await nextFrame();
    return { took: time - begin, end: time };
  }
}

function nextFrame() {
  return new Promise(resolve => requestAnimationFrame(resolve));
}

function cross(pen) {
  clear(pen);
  pen.fillStyle = "#111";
  pen.fillRect(190, 198, 20, 4);
  pen.fillRect(198, 190, 4, 20);
}

function clear(pen) {
  pen.fillStyle = "#808080";
  pen.fillRect(0, 0, 400, 400);
}
