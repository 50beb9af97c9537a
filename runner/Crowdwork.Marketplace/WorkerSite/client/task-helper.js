// The functions that HTML tasks written for MTurk expect from its helper script. A classic script: tasks call these from inline code.
// The parameters of the page's own address tell whose work this is.

function turkGetParam(name, otherwise) {
  const value = new URLSearchParams(location.search).get(name);
  return value === null ? (otherwise === undefined ? "" : otherwise) : value;
}

function turkGetSubmitToHost() {
  return turkGetParam("turkSubmitTo", location.origin === "null" ? "" : location.origin);
}

/** Puts the assignment's id into the form, and turns the form to this marketplace. In a preview the submit button is off and says why. */
function turkSetAssignmentID(given) {
  const assignment = given === undefined ? turkGetParam("assignmentId") : given;
  const field = document.getElementById("assignmentId");
  if (field) field.value = assignment;

  if (assignment === "ASSIGNMENT_ID_NOT_AVAILABLE") {
    const button = document.getElementById("submitButton");
    if (button) {
      button.disabled = true;
      const words = "Accept the HIT before submitting";
      if (button.tagName === "INPUT") button.value = words;
      else button.textContent = words;
    }
  }

  const form = document.getElementById("mturk_form");
  if (form && turkGetSubmitToHost()) form.action = `${turkGetSubmitToHost()}/mturk/externalSubmit`;
}
