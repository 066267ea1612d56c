export default {
  // One visit. `card`: what stands on it; `words`: [name, words] of its menu; `free`: it may be changed.
  props: { card: Object, words: Array, free: Boolean },
  emits: ["act"],
  template: `
    <article class="wk-card" :class="[card.colour, { unseen: !card.seen }]"
        :draggable="free" @dragstart="drag" @dragend="$emit('act', 'dragend', '')">
      <div v-memo="[card, words, free]">
        <div class="wk-top">
          <div class="wk-colour" :class="card.colour">{{ card.grade }}</div>
          <div class="wk-clock">{{ card.clock }}</div>
          <q-btn flat dense round size="xs" color="grey-8" icon="more_vert"
              class="wk-menu" :aria-label="card.actions" aria-haspopup="menu">
            <q-menu role="menu"><q-list>
              <q-item v-for="[name, says] in words" :key="name" clickable v-close-popup
                  role="menuitem" @click="$emit('act', name, '')">
                <q-item-section>{{ says }}</q-item-section>
              </q-item>
            </q-list></q-menu>
          </q-btn>
        </div>
        <div class="wk-name">{{ card.name }}</div>
        <div class="wk-line">{{ card.bodies }}</div>
        <div class="wk-people">
          <component :is="free ? 'button' : 'span'" v-for="p in card.people" :key="p.id"
              class="wk-person" :class="{ helps: p.helps }" :title="p.title"
              @click="free && $emit('act', 'swap', p.id)">{{ p.name }}</component>
        </div>
        <div class="wk-line">{{ card.vehicles }}</div>
        <div class="wk-marks">
          <div v-for="[kind, says] in card.marks" class="wk-mark" :class="kind">{{ says }}</div>
        </div>
      </div>
    </article>
  `,
  methods: {
    drag(event) {
      event.dataTransfer.setData("text/plain", "visit");
      this.$emit("act", "drag", "");
    },
  },
};
