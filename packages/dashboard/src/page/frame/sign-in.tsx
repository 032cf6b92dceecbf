import { useState } from "preact/hooks";
import { exchangeToken } from "../ask/open-session.ts";

/** Asks for a token that may read: a collector knows who asks. */
export const SignIn = () => {
  const [token, setToken] = useState("");
  const [wrong, setWrong] = useState(false);
  const submit = async (): Promise<void> => {
    if (await exchangeToken(token.trim())) location.reload();
    else setWrong(true);
  };
  return (
    <form
      class="notice sign-in"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <h1>Sign in</h1>
      <p>The collector answers whoever has a token of the role read for this mesh.</p>
      <label class="field">
        <span>Token</span>
        <input type="password" autocomplete="off" required value={token} onInput={(event) => setToken(event.currentTarget.value)} />
      </label>
      <button type="submit" class="primary">
        Sign in
      </button>
      {wrong && (
        <p role="alert">
          <strong>This token may not read this mesh.</strong> Make one with: kubectl meshaudit serve --new-token NAME --role read
        </p>
      )}
    </form>
  );
};
